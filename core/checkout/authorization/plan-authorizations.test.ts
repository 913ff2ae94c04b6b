import { describe, expect, test } from 'vitest';

import { chooseStrategy, MAX_CAPTURES } from '../capture/choose-strategy.js';
import { planAuthorizations } from './plan-authorizations.js';

describe('the authorization plan', () => {
  const split = {
    setting: 'intent_per_seller',
    sellerAmounts: [400n, 50n],
    currency: 'EUR',
    splitFailed: false,
  } as const;

  test.each([
    ['authorizes each seller separately where the marketplace wants it', {}, true, 'INTENT_PER_SELLER'],
    ['authorizes the whole order otherwise', { setting: 'auto' }, false, 'SINGLE_AUTHORIZATION'],
    ['does not split for one seller', { sellerAmounts: [400n] }, false, 'ONE_SELLER'],
    ['does not repeat a split that failed', { splitFailed: true }, false, 'SPLIT_FAILED'],
    [
      'does not split below the PSP’s minimum charge',
      { sellerAmounts: [400n, 49n] },
      false,
      'SELLER_AMOUNT_TOO_SMALL',
    ],
    ['knows the minimum per currency', { currency: 'HUF' }, false, 'SELLER_AMOUNT_TOO_SMALL'],
  ] as const)('%s', (...[, given, perSeller, code]) => {
    expect(planAuthorizations({ ...split, ...given })).toMatchObject({ perSeller, reason: { code } });
  });
});

describe('the strategy of a single authorization', () => {
  test.each([
    [true, 1, 'MULTICAPTURE'],
    [true, MAX_CAPTURES, 'MULTICAPTURE'],
    [true, MAX_CAPTURES + 1, 'SINGLE_CAPTURE'],
    [false, 3, 'SINGLE_CAPTURE'],
  ] as const)(
    'multicapture %s with %i sellers gives %s, and the reason says so',
    (multicapture, sellerCount, strategy) => {
      expect(chooseStrategy({ multicapture, sellerCount })).toMatchObject({
        strategy,
        reason: { code: strategy },
      });
    },
  );
});
