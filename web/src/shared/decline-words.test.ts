import { expect, test } from 'vitest';
import { declineWords } from './decline-words.js';

test('every decline says that the shopper hasn’t been charged', () => {
  for (const code of ['insufficient_funds', 'expired_card', 'generic_decline', 'unknown_code', null]) {
    expect(declineWords(code)).toContain('You haven’t been charged.');
  }
});

test('a reason that the shopper can act on is shown', () => {
  expect(declineWords('insufficient_funds')).toBe(
    'Your card has insufficient funds. You haven’t been charged.',
  );
});

test('a stolen card looks like any other decline', () => {
  expect(declineWords('stolen_card')).toBe(declineWords('generic_decline'));
});
