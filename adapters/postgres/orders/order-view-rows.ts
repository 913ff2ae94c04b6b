import type {
  CancellationView,
  OrderView,
  PaymentIntentView,
  PaymentView,
} from '../../../core/orders/order-view.js';
import { money } from '../../../core/shared/money.js';
import type { SellerOrderRow } from '../fulfilment/seller-order-rows.js';
import { sellerOrderFrom } from '../fulfilment/seller-order-rows.js';

type IntentRow = Omit<PaymentIntentView, 'amount' | 'createdAt'> & { amountMinor: string; createdAt: string };

type PaymentRow = Omit<
  PaymentView,
  'amount' | 'authorized' | 'captured' | 'refunded' | 'captureBefore' | 'intents' | 'paymentOrders'
> & {
  amountMinor: string;
  authorizedMinor: string;
  capturedMinor: string;
  refundedMinor: string;
  captureBefore: string | null;
  intents: readonly IntentRow[];
};

/** An order with everything in it as one row; amounts are text, because JSON numbers lose large ones. */
export type OrderViewRow = {
  is_own: boolean;
  id: string;
  number: string;
  status: OrderView['status'];
  version: number;
  email: string;
  ship_to: OrderView['shipTo'];
  currency: string;
  subtotal_minor: string;
  shipping_minor: string;
  tax_minor: string;
  tax_included_minor: string;
  total_minor: string;
  placed_at: Date;
  expires_at: Date;
  seller_orders: readonly SellerOrderRow[];
  payment: PaymentRow;
  cancellation: (Omit<CancellationView, 'canceledAt'> & { canceledAt: string }) | null;
};

/** The view of a row. */
export function orderViewFrom(row: OrderViewRow): OrderView {
  const inCurrency = (minor: string) => money(BigInt(minor), row.currency);
  const sellerOrders = row.seller_orders.map((part) => sellerOrderFrom(part, inCurrency));
  return {
    isOwn: row.is_own,
    id: row.id,
    number: row.number,
    status: row.status,
    version: row.version,
    email: row.email,
    shipTo: row.ship_to,
    subtotal: inCurrency(row.subtotal_minor),
    shipping: inCurrency(row.shipping_minor),
    tax: inCurrency(row.tax_minor),
    taxIncluded: inCurrency(row.tax_included_minor),
    total: inCurrency(row.total_minor),
    placedAt: row.placed_at,
    expiresAt: row.expires_at,
    sellerOrders,
    payment: {
      ...row.payment,
      amount: inCurrency(row.payment.amountMinor),
      authorized: inCurrency(row.payment.authorizedMinor),
      captured: inCurrency(row.payment.capturedMinor),
      refunded: inCurrency(row.payment.refundedMinor),
      captureBefore: row.payment.captureBefore === null ? null : new Date(row.payment.captureBefore),
      intents: row.payment.intents.map((intent) => ({
        ...intent,
        amount: inCurrency(intent.amountMinor),
        createdAt: new Date(intent.createdAt),
      })),
      paymentOrders: sellerOrders.flatMap(({ paymentOrders }) => paymentOrders),
    },
    cancellation:
      row.cancellation === null
        ? null
        : { ...row.cancellation, canceledAt: new Date(row.cancellation.canceledAt) },
  };
}
