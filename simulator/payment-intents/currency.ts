import { invalidParameter } from '../http/stripe-error.js';

/** The currencies that Stripe charges in (docs.stripe.com/currencies#presentment-currencies). */
const CURRENCIES = new Set(
  (
    'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf ' +
    'clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ' +
    'ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr ' +
    'mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd ' +
    'shp sle sos srd szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw'
  ).split(' '),
);

/** Minimum charge per settlement currency, in minor units (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const MINIMUM_AMOUNTS: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

/** Returns the lower-case currency code; rejects currencies that Stripe does not charge in. */
export function checkedCurrency(currency: string): string {
  const code = currency.toLowerCase();
  if (CURRENCIES.has(code)) return code;
  throw invalidParameter(
    `Invalid currency: ${currency}. Stripe currently supports these currencies: ${[...CURRENCIES].join(', ')}`,
    undefined,
    'currency',
  );
}

/** Charged in whole units (#zero-decimal). */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));

/** What every amount is a multiple of (#three-decimal, #special-cases). */
const STEPS: Record<string, number> = { bhd: 10, jod: 10, kwd: 10, omr: 10, tnd: 10, isk: 100, ugx: 100 };

/** Twelve digits in IDR, eight in every other currency. */
export const GREATEST_AMOUNT = 999_999_999_999;
const GREATEST_ELSEWHERE = 99_999_999;

/** Rejects what Stripe does not charge: below the minimum, above eight digits, or in fractions that the currency does not have. */
export function checkChargedAmount(amount: number, currency: string): void {
  const minimum = MINIMUM_AMOUNTS[currency] ?? 1;
  const maximum = currency === 'idr' ? GREATEST_AMOUNT : GREATEST_ELSEWHERE;
  if (amount < minimum)
    throw invalidParameter(
      `Amount must be at least ${inUnits(minimum, currency)}`,
      'amount_too_small',
      'amount',
    );
  if (amount > maximum)
    throw invalidParameter(
      `Amount must be no more than ${inUnits(maximum, currency)}`,
      'amount_too_large',
      'amount',
    );
  checkWholeSteps(amount, currency, 'amount');
}

/** Rejects fractions that the currency does not have. */
export function checkWholeSteps(amount: number, currency: string, param: string): void {
  const step = STEPS[currency] ?? 1;
  if (amount % step === 0) return;
  throw invalidParameter(
    `Invalid amount: ${currency} amounts must be divisible by ${step}.`,
    'parameter_invalid_integer',
    param,
  );
}

/** Decimals of an amount in a lower-case currency. */
export function decimalsOf(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return STEPS[currency] === 10 ? 3 : 2;
}

/** Decimals to show: none where those of the amount are always zero. */
export function shownDecimalsOf(currency: string): number {
  return STEPS[currency] === 100 ? 0 : decimalsOf(currency);
}

function inUnits(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${currency}`;
}
