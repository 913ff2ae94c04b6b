import { expect, test } from 'vitest';
import { declineWords } from './decline-words.js';

test('every decline says that nothing was charged', () => {
  for (const code of ['insufficient_funds', 'expired_card', 'generic_decline', 'never_heard_of', null]) {
    expect(declineWords(code)).toContain('Nothing was charged.');
  }
});

test('a reason that the shopper can act on is named', () => {
  expect(declineWords('insufficient_funds')).toBe('The card has not enough funds. Nothing was charged.');
});

test('a stolen card is told like any other decline', () => {
  expect(declineWords('stolen_card')).toBe(declineWords('generic_decline'));
});
