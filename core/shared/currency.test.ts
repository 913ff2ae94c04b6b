import { code as isoCurrency } from 'currency-codes';
import { describe, expect, test } from 'vitest';

import { CURRENCIES, currencyOf } from './currency.js';
import { formatMoney, money, moneyFrom } from './money.js';

/** Where the PSP's unit is not that of ISO 4217 (docs.stripe.com/currencies#special-cases). */
const PSP_EXPONENTS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

describe('the currencies that can be charged', () => {
  test.each(CURRENCIES)(
    '$code has the decimals of ISO 4217, or those that the PSP names',
    ({ code, exponent }) => {
      expect(exponent).toBe(PSP_EXPONENTS[code] ?? isoCurrency(code)?.digits);
    },
  );

  test.each(CURRENCIES)('$code: the least and the greatest amount can be charged', (currency) => {
    const { leastMinor, mostMinor, stepMinor, exponent } = currency;
    expect(leastMinor % stepMinor).toBe(0n);
    expect(leastMinor > 0n && leastMinor < mostMinor).toBe(true);
    expect(10n ** BigInt(exponent) % stepMinor).toBe(0n);
  });

  test.each(['ZZZ', 'XDR', 'XAU', 'XTS', 'BGN', 'HRK', 'LYD', 'eur', ''])('%s is none of them', (code) => {
    expect(currencyOf(code)).toBeNull();
    expect(moneyFrom('10', code)).toBeNull();
  });
});

test.each([
  ['5000', 'XOF', 5_000n],
  ['5000', 'PYG', 5_000n],
  ['5000', 'RWF', 5_000n],
  ['5000', 'XAF', 5_000n],
  ['5000', 'MGA', 5_000n],
  ['20000', 'UGX', 2_000_000n],
  ['3990', 'ISK', 399_000n],
  ['15000000', 'IDR', 1_500_000_000n],
  ['5.120', 'KWD', 5_120n],
])('%s %s is charged as %s minor units', (text, code, amountMinor) => {
  expect(moneyFrom(text, code)).toEqual({ amountMinor, currency: code });
});

test.each([
  ['5000.50', 'XOF'],
  ['20000.50', 'UGX'],
  ['3990.55', 'ISK'],
  ['5.124', 'KWD'],
  ['10.005', 'EUR'],
])('%s %s is no amount of the currency', (text, code) => {
  expect(moneyFrom(text, code)).toBeNull();
});

test('amounts of whole units are written without decimals', () => {
  expect(formatMoney(money(399_000n, 'ISK'))).toMatch(/ISK.3,990$/);
  expect(formatMoney(money(2_000_000n, 'UGX'))).toMatch(/UGX.20,000$/);
  expect(formatMoney(money(5_120n, 'KWD'))).toMatch(/KWD.5\.120$/);
});
