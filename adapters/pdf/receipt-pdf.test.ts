import { describe, expect, test } from 'vitest';

import { receiptOf } from '../../core/orders/receipt.js';
import { buildOrderView } from '../../core/orders/testing/build-order-view.js';
import { pdfTexts } from '../../test/harness/pdf-text.js';
import { printableText } from './printable-text.js';
import { receiptPdf } from './receipt-pdf.js';

async function pdfOf(...args: Parameters<typeof buildOrderView>): Promise<Buffer> {
  const receipt = receiptOf(buildOrderView(...args));
  if ('code' in receipt) throw new Error(receipt.code);
  return receiptPdf(receipt);
}

const textsOf = async (...args: Parameters<typeof buildOrderView>) => pdfTexts(await pdfOf(...args));

describe('a PDF receipt', () => {
  test('shows every amount of every seller next to its label', async () => {
    const texts = await textsOf([
      { seller: 'Kiln & Clay', quantity: 2, unitMinor: 1_190n, shippingMinor: 490n, taxIncludedMinor: 458n },
      { seller: 'Folio', item: 'Linen notebook', unitMinor: 1_000n, taxMinor: 73n },
    ]);
    const after = (label: string) =>
      texts.flatMap((text, index) => (text === label ? [texts[index + 1]] : []));
    expect(texts.slice(0, 3)).toEqual(['Receipt', 'Order K7Q2-M4XD', '21 November 2026']);
    expect(after('Items')).toEqual(['€23.80', '€10.00', '€33.80']);
    expect(after('Shipping')).toEqual(['€4.90', '€0.00', '€4.90']);
    expect(after('Tax')).toEqual(['€0.73', '€0.73']);
    expect(after('Tax included')).toEqual(['€4.58', '€4.58']);
    expect(after('Total excluding tax')).toEqual(['€24.12', '€10.00', '€34.12']);
    expect(after('Kiln & Clay total')).toEqual(['€28.70']);
    expect(after('Total')).toEqual(['€39.43']);
    expect(after('Charged')).toEqual(['€39.43']);
    expect(texts).toEqual(
      expect.arrayContaining(['Ash glaze mug', '2', '€11.90', 'Linen notebook', 'Germany']),
    );
  });

  test.each([
    ['JPY', '¥123,456'],
    ['KWD', 'KWD 123.456'],
  ])('formats %s with its own decimals', async (currency, text) => {
    expect(await textsOf([{ unitMinor: 123_456n }], { currency })).toContain(text);
  });

  test('with many lines continues on the next page and loses none', async () => {
    const parts = Array.from({ length: 40 }, (_, nth) => ({ seller: `Seller ${nth}`, unitMinor: 100n }));
    const pdf = await pdfOf(parts);
    const texts = pdfTexts(pdf);
    expect(texts.filter((text) => /^Seller \d+ total$/.test(text))).toHaveLength(40);
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(3);
  });

  test('has the same bytes for the same receipt', async () => {
    const order = [{ unitMinor: 100n }];
    expect((await pdfOf(order)).equals(await pdfOf(order))).toBe(true);
  });
});

describe('a name in characters that the fonts lack', () => {
  test.each([
    ['Café Größe', 'Café Größe'],
    ['Łódź, Žižkov', '?ódz, Žižkov'],
    ['Ångström\u00a0“2”\n', 'Ångström “2” '],
    ['茶碗', '??'],
  ])('%j becomes %j', (text, printed) => {
    expect(printableText(text)).toBe(printed);
  });
});
