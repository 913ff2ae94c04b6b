import type { OrderPartsFragment } from '../generated/graphql.js';

/** Where the money of a cancelable order is. */
export type CancelableMoney = 'unpaid' | 'authorized' | 'captured';

/** Null once a parcel is shipped or the order has ended: the API would then reject the command. */
export function cancelableMoney({
  status,
  payment,
  sellerOrders,
}: OrderPartsFragment): CancelableMoney | null {
  if (status === 'PENDING_PAYMENT') return 'unpaid';
  const isShipped = sellerOrders.some(({ shipments }) => shipments.length > 0);
  if (status !== 'PAYMENT_CONFIRMED' || isShipped) return null;
  return payment.captured.amountMinor === '0' ? 'authorized' : 'captured';
}

/** What canceling means for the shopper, shown before they confirm. */
export const consequenceOf: Readonly<Record<CancelableMoney, string>> = {
  unpaid: 'You won’t be charged, and your order won’t be shipped.',
  authorized:
    'We’ll cancel the pending charge on your card and refund any part that a seller is charging right now. Your order won’t be shipped.',
  captured: 'You’ll get a full refund to your card, and your order won’t be shipped.',
};
