/** Card brands by their first digits, with the digit groups printed on the card. */
const BRANDS = [
  { name: 'Amex', prefix: /^3[47]/, groups: [4, 6, 5], cvcLength: 4 },
  { name: 'Mastercard', prefix: /^(5[1-5]|2[2-7])/, groups: [4, 4, 4, 4], cvcLength: 3 },
  { name: 'Discover', prefix: /^6(011|5)/, groups: [4, 4, 4, 4], cvcLength: 3 },
  { name: 'Visa', prefix: /^4/, groups: [4, 4, 4, 4], cvcLength: 3 },
] as const;

const UNKNOWN = { name: 'Card', groups: [4, 4, 4, 4, 3], cvcLength: 3 } as const;

/** The digits of the text. */
export function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

export function cardBrand(number: string): string {
  return brandOf(number).name;
}

export function cvcLength(number: string): number {
  return brandOf(number).cvcLength;
}

/** `4242424242424242` grouped as on the card: `4242 4242 4242 4242`. */
export function formatCardNumber(text: string): string {
  const { groups } = brandOf(text);
  const digits = digitsOf(text).slice(
    0,
    groups.reduce<number>((sum, size) => sum + size, 0),
  );
  const parts: string[] = [];
  let from = 0;
  for (const size of groups) {
    if (from >= digits.length) break;
    parts.push(digits.slice(from, from + size));
    from += size;
  }
  return parts.join(' ');
}

/** `1228` becomes `12 / 28`; a month that can't have a second digit gets a leading zero. */
export function formatExpiry(text: string): string {
  const digits = digitsOf(text);
  const padded = /^[2-9]/.test(digits) ? `0${digits}` : digits;
  const month = padded.slice(0, 2);
  const year = padded.slice(2, 4);
  return year === '' ? month : `${month} / ${year}`;
}

/** Month and four-digit year, or `undefined` if invalid or incomplete. */
export function parseExpiry(text: string): { month: number; year: number } | undefined {
  const digits = digitsOf(text);
  const month = Number(digits.slice(0, 2));
  if (digits.length !== 4 || month < 1 || month > 12) return undefined;
  return { month, year: 2000 + Number(digits.slice(2)) };
}

/** A card is valid until the end of its month. */
export function isExpired({ month, year }: { month: number; year: number }, now: Date): boolean {
  return year < now.getFullYear() || (year === now.getFullYear() && month < now.getMonth() + 1);
}

/** Checks length and check digit (Luhn), which catches typos before the card is sent. */
export function isCardNumber(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

function brandOf(number: string) {
  const digits = digitsOf(number);
  return BRANDS.find(({ prefix }) => prefix.test(digits)) ?? UNKNOWN;
}
