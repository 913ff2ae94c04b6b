import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { CheckoutRefund } from '../checkout/model/refund.js';
import { CURRENCIES } from '../shared/currency.js';
import { newId } from '../shared/ids.js';
import { worthOfUnits } from './refund-lines.js';

const line = (id: string, quantity: number, grossMinor: bigint) => ({ id, quantity, grossMinor });

function refundOf(
  orderLineId: string,
  quantity: number,
  { status = 'SUCCEEDED', amountMinor = 0n }: Partial<Pick<CheckoutRefund, 'status' | 'amountMinor'>> = {},
): CheckoutRefund {
  return {
    ...{ id: newId('ref'), paymentOrderId: newId('po'), status, amountMinor, reason: 'RETURNED', note: '' },
    ...{ units: [{ orderLineId, quantity }], pspRefundId: 're_1', failureMessage: null },
  };
}

test('a unit is refunded once', () => {
  const lines = [line('a', 1, 1_000n)];
  const wanted = [{ orderLineId: 'a', quantity: 1 }];
  expect(worthOfUnits(lines, wanted, { refunds: [], stepMinor: 1n })).toBe(1_000n);
  expect(worthOfUnits(lines, wanted, { refunds: [refundOf('a', 1)], stepMinor: 1n })).toMatchObject({
    code: 'INVALID_INPUT',
    field: 'lines.0.quantity',
  });
});

test('units of a refund on its way count, those of a failed one do not', () => {
  const lines = [line('a', 2, 1_000n)];
  const both = [{ orderLineId: 'a', quantity: 2 }];
  const refunds = (status: CheckoutRefund['status']) => [refundOf('a', 1, { status })];
  expect(worthOfUnits(lines, both, { refunds: refunds('PENDING'), stepMinor: 1n })).toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(worthOfUnits(lines, both, { refunds: refunds('FAILED'), stepMinor: 1n })).toBe(1_000n);
});

test('in every currency, unit by unit sums to what was paid for the line, in amounts that can be charged', () => {
  fc.assert(
    fc.property(
      fc.record({
        currency: fc.constantFrom(...CURRENCIES),
        steps: fc.bigInt(0n, 1_000_000n),
        quantity: fc.integer({ min: 1, max: 40 }),
        cuts: fc.array(fc.integer({ min: 1, max: 7 })),
      }),
      ({ currency: { stepMinor }, steps, quantity, cuts }) => {
        const grossMinor = steps * stepMinor;
        const refunds: CheckoutRefund[] = [];
        let left = quantity;
        for (const cut of [...cuts, quantity]) {
          const units = Math.min(cut, left);
          if (units === 0) break;
          const wanted = [{ orderLineId: 'a', quantity: units }];
          const worth = worthOfUnits([line('a', quantity, grossMinor)], wanted, { refunds, stepMinor });
          if (typeof worth !== 'bigint') throw new Error(worth.reason);
          expect(worth >= 0n && worth % stepMinor === 0n).toBe(true);
          refunds.push(refundOf('a', units, { amountMinor: worth }));
          left -= units;
        }
        expect(refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(grossMinor);
      },
    ),
  );
});
