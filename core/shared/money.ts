import { currencyOf } from './currency.js';

/** An amount in minor units (cents, yen, fils: `exponentOf`) with its ISO 4217 currency. Never a float. */
export type Money = Readonly<{ amountMinor: bigint; currency: string }>;

/** Decimals of an amount in the currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  return currencyOf(currency)?.exponent ?? 2;
}

/** Charged and refunded amounts are multiples of this: 100 for ISK, which has no decimals, 10 for KWD, otherwise 1. */
export function stepMinorOf(currency: string): bigint {
  return currencyOf(currency)?.stepMinor ?? 1n;
}

/** Whether the text has the form of an ISO 4217 code; amounts in anything else cannot be formatted. */
export function isCurrencyCode(text: string): boolean {
  return /^[A-Z]{3}$/.test(text);
}

export function money(amountMinor: bigint, currency: string): Money {
  return { amountMinor, currency };
}

/** The sum of amounts, which must be in one currency; carts and orders have exactly one. */
export function sumMinor(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** The exact decimal text of an amount, as "58.20", "1200" or "1.234"; no rounding, no locale. */
export function decimalText({ amountMinor, currency }: Money): `${number}` {
  const text = digitsOf(amountMinor, exponentOf(currency));
  if (!isNumeric(text)) throw new Error(`${text} is not a number`);
  return text;
}

/**
 * Parses decimal text such as "58.20"; null on a sign, other characters, a currency that cannot be charged, or a fraction that
 * cannot be charged in it.
 */
export function moneyFrom(text: string, code: string): Money | null {
  const [, units, decimals = ''] = /^(\d{1,15})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  const currency = currencyOf(code);
  if (units === undefined || currency === null || decimals.length > currency.exponent) return null;
  const amountMinor = BigInt(units + decimals.padEnd(currency.exponent, '0'));
  return amountMinor % currency.stepMinor === 0n ? money(amountMinor, code) : null;
}

/** The amount formatted for display, as €58.20, ¥1,200 or KWD 1.234; exact for any size. */
export function formatMoney(amount: Money): string {
  const { currency } = amount;
  const digits = stepMinorOf(currency) === 100n ? 0 : exponentOf(currency);
  const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat('en', { style: 'currency', currency, ...decimals }).format(
    decimalText(amount),
  );
}

function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}

function digitsOf(amountMinor: bigint, exponent: number): string {
  const sign = amountMinor < 0n ? '-' : '';
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
