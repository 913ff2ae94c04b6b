/**
 * Whether the text is a UPC-A (12 digits) or an EAN-13 with a valid check digit. GS1's rule: from the right, the digits
 * are weighted 1 and 3 in turn, and the sum is a multiple of ten.
 */
export function isUpc(text: string): boolean {
  if (!/^\d{12,13}$/.test(text)) return false;
  const digits = Array.from(text, Number).toReversed();
  return digits.reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}
