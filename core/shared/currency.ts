/** What may be charged in a currency. Amounts are in the unit in which the PSP takes them, `exponent` decimals of the currency. */
export type Currency = Readonly<{
  code: string;
  /** Decimals of an amount: 2 for EUR, 0 for JPY, 3 for KWD. */
  exponent: number;
  /** Every amount that is charged or refunded is a multiple of this. */
  stepMinor: bigint;
  /** The least and the greatest amount of one payment. */
  leastMinor: bigint;
  mostMinor: bigint;
}>;

/** Every currency that the PSP charges in, less those that are no legal tender any more (docs.stripe.com/currencies). */
const CODES = `
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP CNY COP CRC
CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JOD JPY KES
KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR
NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TND TOP TRY TTD
TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW`;

/** Charged in whole units. The PSP counts MGA among them, which ISO 4217 gives two decimals. */
const ZERO_DECIMAL = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));

/** Charged with three decimals, the last of which must be zero. */
const THREE_DECIMAL = new Set('BHD JOD KWD OMR TND'.split(' '));

/** Without decimals by ISO 4217; the PSP still takes two, which must be zero. */
const WHOLE_UNITS = new Set(['ISK', 'UGX']);

/** The least amount of one payment; one step where the PSP names none (#minimum-and-maximum-charge-amounts). */
const LEAST_MINOR: Readonly<Record<string, bigint>> = {
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

/** The PSP takes amounts of at most eight digits, and of twelve in IDR. */
const MOST_MINOR = 99_999_999n;
const MOST_IDR_MINOR = 999_999_999_999n;

const currencies = new Map(
  CODES.trim()
    .split(/\s+/)
    .map((code) => [code, rulesOf(code)]),
);

/** All of them, in the order of their codes. */
export const CURRENCIES: readonly Currency[] = [...currencies.values()];

/** The rules of an ISO 4217 code; null for one that nothing can be charged in. */
export function currencyOf(code: string): Currency | null {
  return currencies.get(code) ?? null;
}

function rulesOf(code: string): Currency {
  const stepMinor = WHOLE_UNITS.has(code) ? 100n : THREE_DECIMAL.has(code) ? 10n : 1n;
  return {
    code,
    exponent: ZERO_DECIMAL.has(code) ? 0 : THREE_DECIMAL.has(code) ? 3 : 2,
    stepMinor,
    leastMinor: LEAST_MINOR[code] ?? stepMinor,
    mostMinor: code === 'IDR' ? MOST_IDR_MINOR : MOST_MINOR,
  };
}
