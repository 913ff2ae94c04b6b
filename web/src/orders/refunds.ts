import type { PaymentOrderPartsFragment as PaymentOrder } from '../generated/graphql.js';

/** Minor units of a share that were asked back and that the bank has not given back yet. */
export function onItsWayBack({ refunds }: PaymentOrder): bigint {
  return sumOf(refunds.filter(({ status }) => status === 'REQUESTED' || status === 'PENDING'));
}

/** Minor units that the payment provider refused to give back, as far as no other refund has made up for it. */
export function notGivenBack({ refunds, captured, refunded }: PaymentOrder): bigint {
  const failed = sumOf(refunds.filter(({ status }) => status === 'FAILED'));
  const left = BigInt(captured.amountMinor) - BigInt(refunded.amountMinor);
  const open = left - sumOf(refunds.filter(({ status }) => status === 'REQUESTED' || status === 'PENDING'));
  return failed < open ? failed : open;
}

function sumOf(refunds: PaymentOrder['refunds']): bigint {
  return refunds.reduce((sum, { amount }) => sum + BigInt(amount.amountMinor), 0n);
}
