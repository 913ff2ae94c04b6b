const CODES = [
  'AT',
  'BE',
  'BG',
  'HR',
  'CY',
  'CZ',
  'DK',
  'EE',
  'FI',
  'FR',
  'DE',
  'GR',
  'HU',
  'IE',
  'IT',
  'LV',
  'LT',
  'LU',
  'MT',
  'NL',
  'NO',
  'PL',
  'PT',
  'RO',
  'SK',
  'SI',
  'ES',
  'SE',
  'CH',
  'GB',
  'US',
];

const names = new Intl.DisplayNames('en', { type: 'region' });

/** The country's English name, or its code if it has none. */
export function countryName(code: string): string {
  return names.of(code) ?? code;
}

/** The countries that the demo sellers ship to, sorted by name. */
export const countries = CODES.map((code) => ({ value: code, label: countryName(code) })).sort((a, b) =>
  a.label.localeCompare(b.label),
);
