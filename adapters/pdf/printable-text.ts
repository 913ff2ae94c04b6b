/** What the standard PDF fonts (Windows-1252) can show beyond ASCII and Latin-1. */
const EXTRA = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** The text in characters of the standard PDF fonts. Unsupported accents are dropped; other scripts become question marks. */
export function printableText(text: string): string {
  return Array.from(text.normalize('NFC'), printable).join('');
}

function printable(character: string): string {
  if (/\s/.test(character)) return ' ';
  if (isKnown(character)) return character;
  const base = character.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return base !== '' && Array.from(base).every(isKnown) ? base : '?';
}

function isKnown(character: string): boolean {
  return /^[\u0020-\u007e\u00a1-\u00ff]$/.test(character) || EXTRA.includes(character);
}
