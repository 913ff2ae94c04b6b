import { inflateSync } from 'node:zlib';

/** Where Windows-1252 differs from Latin-1; the fonts of our PDFs use it. */
const WINDOWS_1252: Readonly<Record<number, string>> = { 0x80: '€', 0x92: '’', 0x96: '–' };

/** The texts of one of our PDFs in drawing order. */
export function pdfTexts(pdf: Buffer): string[] {
  const bytes = pdf.toString('latin1');
  return [...bytes.matchAll(/\/FlateDecode[^]*?stream\r?\n/g)].flatMap(({ index, 0: head }) => {
    const start = index + head.length;
    const end = bytes.indexOf('endstream', start);
    return shownIn(inflateSync(pdf.subarray(start, end)).toString('latin1'));
  });
}

/** [<48656c> 20 <6c6f> 0] TJ: hexadecimal pieces of one text, with kerning between them. */
function shownIn(content: string): string[] {
  return [...content.matchAll(/\[([^\]]*)\] TJ/g)].map(([, pieces = '']) =>
    [...pieces.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex = '']) => decoded(Buffer.from(hex, 'hex'))).join(''),
  );
}

function decoded(bytes: Buffer): string {
  return Array.from(bytes, (byte) => WINDOWS_1252[byte] ?? String.fromCharCode(byte)).join('');
}
