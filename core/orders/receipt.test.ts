import { describe, expect, test } from 'vitest';

import { formatMoney, sumMinor } from '../shared/money.js';
import { receiptOf, type Receipt } from './receipt.js';
import { receiptPage } from './receipt-page.js';
import { buildOrderView } from './testing/build-order-view.js';

const receipt = (...args: Parameters<typeof buildOrderView>): Receipt => {
  const made = receiptOf(buildOrderView(...args));
  if ('code' in made) throw new Error(made.code);
  return made;
};

describe('a receipt', () => {
  test('is refused while no money is held', () => {
    expect(receiptOf(buildOrderView([{ unitMinor: 100n }], { authorized: false }))).toEqual({
      code: 'ORDER_NOT_PAID',
      status: 'PENDING_PAYMENT',
    });
  });

  test('tells each seller’s tax, included or added, and the total without it', () => {
    const { parts, net } = receipt([
      { unitMinor: 1_190n, taxIncludedMinor: 190n },
      { unitMinor: 1_000n, shippingMinor: 500n, taxMinor: 109n },
    ]);
    expect(parts.map((part) => part.net.amountMinor)).toEqual([1_000n, 1_500n]);
    expect(net.amountMinor).toBe(2_500n);
  });

  test('says where the money is, never calls held money charged, and accounts for all of it', () => {
    const { money, total } = receipt([
      { unitMinor: 1_000n },
      { unitMinor: 2_000n, status: 'PARTIALLY_REFUNDED', capturedMinor: 2_000n, refundedMinor: 500n },
      { unitMinor: 3_000n, status: 'INITIATED_PENDING' },
      { unitMinor: 4_000n, status: 'VOIDED' },
    ]);
    expect(money.map(({ word, amount }) => [word, amount.amountMinor])).toEqual([
      ['Charged', 2_500n],
      ['Refunded', 500n],
      ['Held, not charged yet', 3_000n],
      ['Not charged', 4_000n],
    ]);
    expect(sumMinor(money.map(({ amount }) => amount.amountMinor))).toBe(total.amountMinor);
  });
});

describe('the page of a receipt', () => {
  test('shows text of others as text', () => {
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
  ])('writes %s with its own decimals', (currency, unitMinor, words) => {
    expect(formatMoney({ amountMinor: unitMinor, currency })).toBe(words);
    expect(receiptPage(receipt([{ unitMinor }], { currency }))).toContain(words);
  });

  test('loads nothing and is made for print', () => {
    const page = receiptPage(receipt([{ unitMinor: 1n }]));
    expect(page).not.toMatch(/\b(src|href)=/);
    expect(page).toContain('@media print');
  });
});
