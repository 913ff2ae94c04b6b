import { money, type Money } from '../shared/money.js';
import type { PaymentOrderView } from './order-view.js';

/** Most urgent first: an open payment order hides a captured one, and any hides a voided one. */
const BY_URGENCY: readonly PaymentOrderView['status'][] = [
  'CAPTURE_FAILED',
  'PENDING_CAPTURE',
  'CAPTURE_REQUESTED',
  'INITIATED_PENDING',
  'PARTIALLY_REFUNDED',
  'CAPTURED',
  'REFUNDED',
  'VOIDED',
];

/**
 * Combines the payment orders of one seller order: goods shipped in several parcels are captured in several parts, and
 * a reader of the whole wants the sums and the most urgent status. Null when there is none.
 */
export function combinePaymentOrders(paymentOrders: readonly PaymentOrderView[]): PaymentOrderView | null {
  const [leading] = paymentOrders.toSorted(
    (left, right) => BY_URGENCY.indexOf(left.status) - BY_URGENCY.indexOf(right.status),
  );
  if (leading === undefined || paymentOrders.length === 1) return leading ?? null;
  const sum = (amountOf: (paymentOrder: PaymentOrderView) => Money) =>
    money(
      paymentOrders.reduce((total, paymentOrder) => total + amountOf(paymentOrder).amountMinor, 0n),
      leading.amount.currency,
    );
  return {
    ...leading,
    amount: sum(({ amount }) => amount),
    captured: sum(({ captured }) => captured),
    refunded: sum(({ refunded }) => refunded),
    refunds: paymentOrders.flatMap(({ refunds }) => refunds),
    capturedAt: paymentOrders.map(({ capturedAt }) => capturedAt).find((at) => at !== null) ?? null,
  };
}
