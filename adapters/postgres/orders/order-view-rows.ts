import type { CancellationView, OrderView, PaymentView } from '../../../core/orders/order-view.js';
import type { StoredRow } from '../database/table.js';
import { decodeMoney } from '../database/table-rows.js';
import type { SellerOrderRow } from '../fulfilment/seller-order-rows.js';
import { sellerOrderFrom } from '../fulfilment/seller-order-rows.js';
import { viewed } from './order-view-sql.js';

type Viewed<Name extends keyof typeof viewed> = StoredRow<(typeof viewed)[Name]>;

type IntentRow = Viewed<'intent'> & Readonly<{ clientSecret: string | null }>;
type PaymentRow = Viewed<'payment'> & Readonly<{ intents: readonly IntentRow[] }>;

/** A whole order as one row. */
export type OrderViewRow = Viewed<'order'> &
  Readonly<{
    is_own: boolean;
    sellerOrders: readonly SellerOrderRow[];
    payment: PaymentRow;
    cancellation: (Omit<CancellationView, 'canceledAt'> & { canceledAt: string }) | null;
  }>;

/** Maps a row to a view. */
export function orderViewFrom(row: OrderViewRow): OrderView {
  const { currency, ...order } = decodeMoney(viewed.order, row, row.currency);
  const sellerOrders = row.sellerOrders.map((part) => sellerOrderFrom(part, currency));
  const paymentOrders = sellerOrders.flatMap((part) => part.paymentOrders);
  return {
    isOwn: row.is_own,
    ...order,
    sellerOrders,
    payment: { ...paymentFrom(row.payment, currency), paymentOrders },
    cancellation:
      row.cancellation === null
        ? null
        : { ...row.cancellation, canceledAt: new Date(row.cancellation.canceledAt) },
  };
}

function paymentFrom(payment: PaymentRow, currency: string): Omit<PaymentView, 'paymentOrders'> {
  return {
    ...decodeMoney(viewed.payment, payment, currency),
    intents: payment.intents.map((intent) => ({
      ...decodeMoney(viewed.intent, intent, currency),
      clientSecret: intent.clientSecret,
    })),
  };
}
