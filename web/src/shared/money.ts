/** An amount in minor units, as the API returns it. */
export interface Money {
  readonly amountMinor: string;
  readonly currency: string;
}

/** Formatted money, e.g. `€58.20`. Exact for any amount: never converted to a float. */
export function formatMoney({ amountMinor, currency }: Money, locale = 'en'): string {
  const exponent = exponentOf(currency);
  const digits = WHOLE_UNITS.has(currency) ? 0 : exponent;
  const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...decimals });
  const decimal = decimalText(amountMinor, exponent);
  if (!isNumericText(decimal)) throw new Error(`Not an amount: ${amountMinor}`);
  return format.format(decimal);
}

/*
 * The decimals of the API's amounts are the payment provider's. Intl has its own, such as none for HUF and IDR, of which
 * the provider charges hundredths. test/money-formats.test.ts holds these against the server's table.
 */
const ZERO_DECIMAL = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const THREE_DECIMAL = new Set('BHD JOD KWD OMR TND'.split(' '));
/** Sent with two decimals that are always zero. */
const WHOLE_UNITS = new Set(['ISK', 'UGX']);

function exponentOf(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** The sum of amounts of one currency. */
export function sumMoney(currency: string, amounts: readonly Money[]): Money {
  const total = amounts.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
  return { amountMinor: total.toString(), currency };
}

/** `12345` with exponent 2 is `123.45`: Intl formats a decimal string without rounding. */
function decimalText(minor: string, exponent: number): string {
  const digits = minor.replace('-', '').padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = digits.slice(digits.length - exponent);
  return `${minor.startsWith('-') ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function isNumericText(text: string): text is Intl.StringNumericLiteral {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/** Whether the amount is zero. */
export function isZero({ amountMinor }: Money): boolean {
  return BigInt(amountMinor) === 0n;
}
