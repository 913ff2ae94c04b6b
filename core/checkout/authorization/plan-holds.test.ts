import { describe, expect, test } from 'vitest';

import { chooseStrategy, MAX_CAPTURES } from '../capture/choose-strategy.js';
import { planHolds } from './plan-holds.js';

describe('the plan of the holds', () => {
  const split = {
    setting: 'intent_per_seller',
    shares: [400n, 50n],
    currency: 'EUR',
    splitFailed: false,
  } as const;

  test.each([
    ['holds each share by itself where the marketplace wants it', {}, true, 'INTENT_PER_SELLER'],
    ['holds the whole order otherwise', { setting: 'auto' }, false, 'ONE_HOLD'],
    ['splits nothing for one seller', { shares: [400n] }, false, 'ONE_SELLER'],
    ['does not try again what failed at another seller', { splitFailed: true }, false, 'SPLIT_FAILED'],
    [
      'does not split what the PSP would refuse as too small',
      { shares: [400n, 49n] },
      false,
      'SHARE_TOO_SMALL',
    ],
    ['knows that by currency', { currency: 'HUF' }, false, 'SHARE_TOO_SMALL'],
  ] as const)('%s', (...[, given, perSeller, code]) => {
    expect(planHolds({ ...split, ...given })).toMatchObject({ perSeller, reason: { code } });
  });
});

describe('the strategy of a whole hold', () => {
  test.each([
    [true, 1, 'MULTICAPTURE'],
    [true, MAX_CAPTURES, 'MULTICAPTURE'],
    [true, MAX_CAPTURES + 1, 'SINGLE_CAPTURE'],
    [false, 3, 'SINGLE_CAPTURE'],
  ] as const)(
    'several captures allowed: %s, %i sellers: %s, and the reason says so',
    (multicapture, shares, strategy) => {
      expect(chooseStrategy({ multicapture, shares })).toMatchObject({
        strategy,
        reason: { code: strategy },
      });
    },
  );
});
