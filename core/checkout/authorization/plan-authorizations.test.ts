import { describe, expect, test } from 'vitest';

import { chooseStrategy, MAX_CAPTURES } from '../capture/choose-strategy.js';
import { planAuthorizations } from './plan-authorizations.js';

describe('the plan of the holds', () => {
  const split = {
    setting: 'intent_per_seller',
    sellerAmounts: [400n, 50n],
    currency: 'EUR',
    splitFailed: false,
  } as const;

  test.each([
    ['holds each share by itself where the marketplace wants it', {}, true, 'INTENT_PER_SELLER'],
    ['holds the whole order otherwise', { setting: 'auto' }, false, 'SINGLE_AUTHORIZATION'],
    ['splits nothing for one seller', { sellerAmounts: [400n] }, false, 'ONE_SELLER'],
    ['does not try again what failed at another seller', { splitFailed: true }, false, 'SPLIT_FAILED'],
    [
      'does not split what the PSP would refuse as too small',
      { sellerAmounts: [400n, 49n] },
      false,
      'SELLER_AMOUNT_TOO_SMALL',
    ],
    ['knows that by currency', { currency: 'HUF' }, false, 'SELLER_AMOUNT_TOO_SMALL'],
  ] as const)('%s', (...[, given, perSeller, code]) => {
    expect(planAuthorizations({ ...split, ...given })).toMatchObject({ perSeller, reason: { code } });
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
    (multicapture, sellerCount, strategy) => {
      expect(chooseStrategy({ multicapture, sellerCount })).toMatchObject({
        strategy,
        reason: { code: strategy },
      });
    },
  );
});
