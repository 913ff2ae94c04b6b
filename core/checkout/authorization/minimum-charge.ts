/**
 * Stripe's minimum charge in minor units, by currency (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
 */
const MINIMUM_CHARGE_MINOR: Readonly<Record<string, bigint>> = {
  AED: 200n,
  AUD: 50n,
  BRL: 50n,
  CAD: 50n,
  CHF: 50n,
  CZK: 1_500n,
  DKK: 250n,
  EUR: 50n,
  GBP: 30n,
  HKD: 400n,
  HUF: 17_500n,
  INR: 50n,
  JPY: 50n,
  MXN: 1_000n,
  MYR: 200n,
  NOK: 300n,
  NZD: 50n,
  PLN: 200n,
  RON: 200n,
  SEK: 300n,
  SGD: 50n,
  THB: 1_000n,
  USD: 50n,
};

/** The minimum amount of one authorization; one minor unit where Stripe defines no minimum. */
export function minimumChargeMinor(currency: string): bigint {
  return MINIMUM_CHARGE_MINOR[currency] ?? 1n;
}
