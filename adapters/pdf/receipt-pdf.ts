import PDFDocument from 'pdfkit';

import type { Receipt } from '../../core/orders/receipt.js';
import type { ReceiptRow } from '../receipts/receipt-words.js';
import { addressLines, moneyRows, receiptDate, sumRows } from '../receipts/receipt-words.js';
import { formatMoney } from '../../core/shared/money.js';
import { printableText } from './printable-text.js';

const MARGIN = 56;
const INK = '#1c2426';
const DIM = '#566366';
const TEAL = '#0b5f61';
const LINE = '#d9dfe0';
/** Where the columns of a line end, in points from the left edge of the text. */
const COLUMNS = { item: 270, units: 320, price: 400 } as const;

type Doc = PDFKit.PDFDocument;
type Style = Readonly<{ size?: number; color?: string; isBold?: boolean }>;

/** The receipt as an A4 PDF. The same receipt gives the same bytes. */
export async function receiptPdf(receipt: Receipt): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    lang: 'en',
    info: {
      Title: `Receipt ${receipt.orderNumber}`,
      Author: 'Splitcart',
      CreationDate: receipt.placedAt,
      ModDate: receipt.placedAt,
    },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  head(doc, receipt);
  for (const part of receipt.parts) {
    room(doc, 110);
    doc.moveDown(1.2);
    put(doc, part.seller, { size: 12, isBold: true });
    doc.moveDown(0.3);
    for (const line of part.lines) lineRow(doc, line);
    rule(doc, LINE);
    for (const row of sumRows(part, `${part.seller} total`)) sumRow(doc, row);
  }
  room(doc, 150);
  doc.moveDown(1);
  rule(doc, INK);
  for (const row of sumRows(receipt, 'Total')) sumRow(doc, row);
  doc.moveDown(0.5);
  for (const row of moneyRows(receipt)) sumRow(doc, row);
  doc.moveDown(1.5);
  put(doc, 'Sold by the sellers named above. Payment by card through Splitcart.', {
    size: 8.5,
    color: DIM,
  });
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function head(doc: Doc, receipt: Receipt): void {
  const top = doc.y;
  put(doc, 'Receipt', { size: 22, isBold: true });
  const below = doc.y;
  at(doc, { text: `Order ${receipt.orderNumber}`, y: top + 2 });
  at(doc, { text: receiptDate(receipt), y: top + 16, style: { color: DIM } });
  doc.y = below + 4;
  rule(doc, TEAL);
  doc.moveDown(0.4);
  put(doc, 'Deliver to', { size: 8.5, color: DIM });
  for (const line of addressLines(receipt)) put(doc, line);
  doc.moveDown(0.4);
  put(doc, 'Email', { size: 8.5, color: DIM });
  put(doc, receipt.email);
}

function lineRow(
  doc: Doc,
  { name, sku, quantity, unitPrice, total }: Receipt['parts'][number]['lines'][number],
): void {
  room(doc, 34);
  rule(doc, LINE);
  const y = doc.y;
  style(doc, {}).text(printableText(name), MARGIN, y, { width: COLUMNS.item });
  style(doc, { size: 8, color: DIM }).text(printableText(sku), MARGIN, doc.y, { width: COLUMNS.item });
  const below = doc.y;
  at(doc, { text: String(quantity), y, right: COLUMNS.units });
  at(doc, { text: formatMoney(unitPrice), y, right: COLUMNS.price });
  at(doc, { text: formatMoney(total), y });
  doc.y = below + 3;
}

function sumRow(doc: Doc, { label, amount, isTotal = false }: ReceiptRow): void {
  room(doc, 16);
  const y = doc.y;
  const textStyle: Style = isTotal ? { isBold: true } : { color: DIM };
  style(doc, textStyle).text(printableText(label), MARGIN, y, { width: COLUMNS.price });
  const below = doc.y;
  at(doc, { text: amount, y, style: textStyle });
  doc.y = below + 1;
}

/** Starts a new page when fewer points than this are left. */
function room(doc: Doc, points: number): void {
  if (doc.y + points > doc.page.height - MARGIN) doc.addPage();
}

function put(doc: Doc, text: string, textStyle: Style = {}): void {
  style(doc, textStyle).text(printableText(text), MARGIN, doc.y, { width: textWidth(doc) });
}

/** Right-aligned text that ends `right` points from the left edge of the text, by default at its right edge. */
function at(
  doc: Doc,
  { text, y, right, style: textStyle = {} }: { text: string; y: number; right?: number; style?: Style },
): void {
  style(doc, textStyle).text(printableText(text), MARGIN, y, {
    width: right ?? textWidth(doc),
    align: 'right',
    lineBreak: false,
  });
}

function rule(doc: Doc, color: string): void {
  doc
    .moveTo(MARGIN, doc.y)
    .lineTo(doc.page.width - MARGIN, doc.y)
    .lineWidth(color === LINE ? 0.5 : 1)
    .strokeColor(color)
    .stroke();
  doc.y += 5;
}

function style(doc: Doc, { size = 10, color = INK, isBold = false }: Style): Doc {
  return doc
    .font(isBold ? 'Helvetica-Bold' : 'Helvetica')
    .fontSize(size)
    .fillColor(color);
}

function textWidth(doc: Doc): number {
  return doc.page.width - 2 * MARGIN;
}
