import type { PaymentOrderPartsFragment as PaymentOrder } from '../generated/graphql.js';

/** Minor units of a payment order whose refund is requested or pending. */
export function pendingRefundMinor({ refunds }: PaymentOrder): bigint {
  return sumOf(refunds.filter(({ status }) => status === 'REQUESTED' || status === 'PENDING'));
}

/** Minor units of failed refunds that no other refund has replaced. */
export function failedRefundMinor(paymentOrder: PaymentOrder): bigint {
  const { refunds, captured, refunded } = paymentOrder;
  const failed = sumOf(refunds.filter(({ status }) => status === 'FAILED'));
  const left = BigInt(captured.amountMinor) - BigInt(refunded.amountMinor);
  const unrefunded = left - pendingRefundMinor(paymentOrder);
  return failed < unrefunded ? failed : unrefunded;
}

function sumOf(refunds: PaymentOrder['refunds']): bigint {
  return refunds.reduce((sum, { amount }) => sum + BigInt(amount.amountMinor), 0n);
}
