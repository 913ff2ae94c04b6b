import { describe, expect, test } from 'vitest';

import { sumMinor } from '../shared/money.js';
import { receiptOf, type Receipt } from './receipt.js';
import { buildOrderView } from './testing/build-order-view.js';

const receipt = (...args: Parameters<typeof buildOrderView>): Receipt => {
  const made = receiptOf(buildOrderView(...args));
  if ('code' in made) throw new Error(made.code);
  return made;
};

describe('a receipt', () => {
  test('is not available before the payment is authorized', () => {
    expect(receiptOf(buildOrderView([{ unitMinor: 100n }], { authorized: false }))).toEqual({
      code: 'ORDER_NOT_PAID',
      status: 'PENDING_PAYMENT',
    });
  });

  test('shows each seller’s tax, included or added, and the net total', () => {
    const { parts, net } = receipt([
      { unitMinor: 1_190n, taxIncludedMinor: 190n },
      { unitMinor: 1_000n, shippingMinor: 500n, taxMinor: 109n },
    ]);
    expect(parts.map((part) => part.net.amountMinor)).toEqual([1_000n, 1_500n]);
    expect(net.amountMinor).toBe(2_500n);
  });

  test('shows charged, refunded, authorized and uncharged amounts, which sum to the total', () => {
    const { money, total } = receipt([
      { unitMinor: 1_000n },
      { unitMinor: 2_000n, status: 'PARTIALLY_REFUNDED', capturedMinor: 2_000n, refundedMinor: 500n },
      { unitMinor: 3_000n, status: 'INITIATED_PENDING' },
      { unitMinor: 4_000n, status: 'VOIDED' },
    ]);
    expect(money.map(({ where, amount }) => [where, amount.amountMinor])).toEqual([
      ['CHARGED', 2_500n],
      ['REFUNDED', 500n],
      ['HELD', 3_000n],
      ['NOT_CHARGED', 4_000n],
    ]);
    expect(sumMinor(money.map(({ amount }) => amount.amountMinor))).toBe(total.amountMinor);
  });
});
