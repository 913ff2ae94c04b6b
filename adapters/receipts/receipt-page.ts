import { html, Html } from '../html/html.js';
import { formatMoney } from '../../core/shared/money.js';
import type { Receipt, ReceiptPart } from '../../core/orders/receipt.js';
import type { ReceiptRow } from './receipt-words.js';
import { addressLines, moneyRows, receiptDate, sumRows } from './receipt-words.js';

const STYLE = new Html(`
:root { color-scheme: light; --ink: #1c2426; --dim: #566366; --line: #d9dfe0; --teal: #0b5f61 }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 720px; padding: 32px 20px; color: var(--ink); background: #fff; font: 15px/1.5 system-ui, sans-serif }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 24px; padding-bottom: 16px; border-bottom: 2px solid var(--teal) }
h1 { margin: 0; font-size: 26px; line-height: 1.2 } h2 { margin: 28px 0 8px; font-size: 17px }
header p { margin: 0; text-align: right; color: var(--dim) } header strong { color: var(--ink); font-variant-numeric: tabular-nums }
dl { display: flex; flex-wrap: wrap; gap: 16px 48px; margin: 20px 0 0 } dt { color: var(--dim); font-size: 13px } dd { margin: 0 }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
th { padding: 4px 0; color: var(--dim); font-size: 13px; font-weight: 400; text-align: left } td { padding: 6px 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere }
th:first-child { width: 99% } th + th, td + td { padding-left: 12px; text-align: right; white-space: nowrap } small { display: block; color: var(--dim) }
tfoot td { padding: 2px 0; border: 0; color: var(--dim) } tfoot tr:first-child td { padding-top: 8px; border-top: 1px solid var(--line) }
tr.total td { color: var(--ink); font-weight: 650 }
section.sums { margin-top: 32px; padding-top: 4px; border-top: 2px solid var(--ink) } section.sums td { border: 0; padding: 3px 0 }
section.sums tbody + tbody tr:first-child td { padding-top: 14px }
footer { margin-top: 32px; color: var(--dim); font-size: 13px }
section { break-inside: avoid } @page { margin: 18mm } @media print { body { padding: 0; max-width: none; font-size: 11pt } }
`);

/** The receipt as a standalone page: no scripts, no external resources, ready to print. */
export function receiptPage(receipt: Receipt): string {
  const { orderNumber, email, parts } = receipt;
  const [name = '', ...rest] = addressLines(receipt);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${`Receipt ${orderNumber} – Splitcart`}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <h1>Receipt</h1>
          <p>Order <strong>${orderNumber}</strong><br />${receiptDate(receipt)}</p>
        </header>
        <dl>
          <div>
            <dt>Deliver to</dt>
            <dd>${name}${rest.map((line) => html`<br />${line}`)}</dd>
          </div>
          <div>
            <dt>Email</dt>
            <dd>${email}</dd>
          </div>
        </dl>
        ${parts.map(partSection)}
        <section class="sums" aria-label="Totals">
          <table>
            <tbody>
              ${sumRows(receipt, 'Total').map(rowOf)}
            </tbody>
            <tbody>
              ${moneyRows(receipt).map((row) => rowOf({ ...row, isTotal: false }))}
            </tbody>
          </table>
        </section>
        <footer>Sold by the sellers named above. Payment by card through Splitcart.</footer>
      </body>
    </html> `;
  return page.markup;
}

function partSection(part: ReceiptPart): Html {
  return html`<section>
    <h2>${part.seller}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Item</th>
          <th scope="col">Quantity</th>
          <th scope="col">Price</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        ${part.lines.map(
          ({ name, sku, quantity, unitPrice, total }) =>
            html` <tr>
              <td>${name}<small>${sku}</small></td>
              <td>${String(quantity)}</td>
              <td>${formatMoney(unitPrice)}</td>
              <td>${formatMoney(total)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        ${sumRows(part, `${part.seller} total`).map(
          ({ label, amount, isTotal }) =>
            html` <tr class="${isTotal === true ? 'total' : 'part'}">
              <td colspan="3">${label}</td>
              <td>${amount}</td>
            </tr>`,
        )}
      </tfoot>
    </table>
  </section> `;
}

function rowOf({ label, amount, isTotal }: ReceiptRow): Html {
  return html`<tr class="${isTotal === true ? 'total' : 'part'}">
    <td>${label}</td>
    <td>${amount}</td>
  </tr> `;
}
