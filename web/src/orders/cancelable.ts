import type { OrderPartsFragment } from '../generated/graphql.js';

/** Where the money of an order is that can still be canceled. */
export type CancelableMoney = 'unpaid' | 'held' | 'captured';

/** Null once a parcel was sent, or the order has ended: then the API would refuse. */
export function cancelableMoney({
  status,
  payment,
  sellerOrders,
}: OrderPartsFragment): CancelableMoney | null {
  if (status === 'PENDING_PAYMENT') return 'unpaid';
  const isSent = sellerOrders.some(({ shipments }) => shipments.length > 0);
  if (status !== 'PAYMENT_CONFIRMED' || isSent) return null;
  return payment.captured.amountMinor === '0' ? 'held' : 'captured';
}

/** What calling it off means, before it is done. */
export const consequence: Readonly<Record<CancelableMoney, string>> = {
  unpaid: 'Nothing is charged, and the items go back to their sellers.',
  held: 'The hold on your card is released, what a seller may be taking right now is given back, and the items go back to their sellers.',
  captured: 'Everything that was charged is given back to your card, and the items go back to their sellers.',
};
