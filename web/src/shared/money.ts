/** An amount in minor units, as the API returns it. */
export interface Money {
  readonly amountMinor: string;
  readonly currency: string;
}

/** Formatted money, e.g. `€58.20`. Exact for any amount: never converted to a float. */
export function formatMoney({ amountMinor, currency }: Money, locale = 'en'): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const decimal = decimalText(amountMinor, exponentOf(currency));
  if (!isNumericText(decimal)) throw new Error(`Not an amount: ${amountMinor}`);
  return format.format(decimal);
}

/** The API counts these as the payment provider does, with other decimals than ISO 4217. */
const PROVIDER_EXPONENTS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** Decimals of an amount of the API: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return PROVIDER_EXPONENTS[currency] ?? format.resolvedOptions().maximumFractionDigits ?? 2;
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
