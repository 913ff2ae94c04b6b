import { describe, expect, test } from 'vitest';

import { receiptOf, type Receipt } from '../../core/orders/receipt.js';
import { buildOrderView } from '../../core/orders/testing/build-order-view.js';
import { formatMoney } from '../../core/shared/money.js';
import { receiptPage } from './receipt-page.js';
import { moneyRows } from './receipt-words.js';

const receipt = (...args: Parameters<typeof buildOrderView>): Receipt => {
  const made = receiptOf(buildOrderView(...args));
  if ('code' in made) throw new Error(made.code);
  return made;
};

describe('an HTML receipt', () => {
  test('escapes item and seller names', () => {
    const page = receiptPage(
      receipt([{ unitMinor: 1n, item: '<script>alert("1")</script>', seller: 'A & B' }]),
    );
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(page).toContain('A &amp; B');
    expect(page).not.toContain('<script');
  });

  test.each([
    ['EUR', 123_456n, '€1,234.56'],
    ['JPY', 123_456n, '¥123,456'],
    ['KWD', 123_456n, 'KWD\u00a0123.456'],
  ])('formats %s with its own decimals', (currency, unitMinor, text) => {
    expect(formatMoney({ amountMinor: unitMinor, currency })).toBe(text);
    expect(receiptPage(receipt([{ unitMinor }], { currency }))).toContain(text);
  });

  test('loads nothing and has a print style', () => {
    const page = receiptPage(receipt([{ unitMinor: 1n }]));
    expect(page).not.toMatch(/\b(src|href)=/);
    expect(page).toContain('@media print');
  });

  test('never shows authorized money as charged', () => {
    const made = receipt([
      { unitMinor: 2_000n, status: 'PARTIALLY_REFUNDED', capturedMinor: 2_000n, refundedMinor: 500n },
      { unitMinor: 3_000n, status: 'INITIATED_PENDING' },
      { unitMinor: 4_000n, status: 'VOIDED' },
    ]);
    const labels = moneyRows(made).map(({ label }) => label);
    expect(labels).toEqual(['Charged', 'Refunded', 'Not charged yet', 'Not charged']);
    for (const label of labels) expect(receiptPage(made)).toContain(`<td>${label}</td>`);
  });
});
