import type { CheckoutRefund, RefundedUnits } from '../checkout/model/refund.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { priceOfUnits } from '../shared/allocation.js';

/** A line of a seller order. `grossMinor` is what the shopper paid for it, added tax included. */
export type RefundableLine = Readonly<{ id: string; quantity: number; grossMinor: bigint }>;

/**
 * What the shopper paid for these units, which no earlier refund was for. Their worth is what all refunded units are worth
 * after this refund less what they were worth before, so that unit by unit sums to the line exactly. The delivery charge is
 * part of no line.
 */
export function worthOfUnits(
  lines: readonly RefundableLine[],
  wanted: readonly RefundedUnits[],
  { refunds, stepMinor }: Readonly<{ refunds: readonly CheckoutRefund[]; stepMinor: bigint }>,
): bigint | InvalidInput {
  let worthMinor = 0n;
  for (const [index, { orderLineId, quantity }] of wanted.entries()) {
    const line = lines.find(({ id }) => id === orderLineId);
    const before = refundedUnits(refunds, orderLineId);
    const isTwice = wanted.findIndex((each) => each.orderLineId === orderLineId) < index;
    if (line === undefined || isTwice) {
      const reason = isTwice ? 'is named twice' : 'is not a line of this payment order';
      return { code: 'INVALID_INPUT', field: `lines.${index}.orderLineId`, reason };
    }
    if (quantity > line.quantity - before) {
      const reason = `only ${line.quantity - before} of ${line.quantity} units have not been refunded`;
      return { code: 'INVALID_INPUT', field: `lines.${index}.quantity`, reason };
    }
    worthMinor += priceOfUnits(line, before + quantity, stepMinor) - priceOfUnits(line, before, stepMinor);
  }
  return worthMinor;
}

/** Units that were refunded or are being refunded; a refund that failed gave nothing back. */
function refundedUnits(refunds: readonly CheckoutRefund[], orderLineId: string): number {
  return refunds
    .filter(({ status }) => status !== 'FAILED')
    .flatMap(({ units }) => units)
    .filter((each) => each.orderLineId === orderLineId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
