import type { CaptureMode } from '../../../core/catalog/seller.js';
import type { Checkout, CheckoutIntent } from '../../../core/checkout/model/checkout.js';
import { newId } from '../../../core/shared/ids.js';
import type { StoredRow } from '../database/table.js';
import { omit, pick } from '../database/table.js';
import { decode } from '../database/table-rows.js';
import { members, selectList } from '../database/table-sql.js';
import { ordersTable } from '../orders/orders-table.js';
import { paymentIntentTable } from './payment-intent-table.js';
import { paymentOrderTable } from './payment-order-table.js';
import { paymentTable } from './payment-table.js';
import { refundTable } from './refund-table.js';
import type { SellerBookRow } from './seller-book-rows.js';
import { BOOK, SELLER_BOOK, sellerBookFrom } from './seller-book-rows.js';
import { sellerOrderTable } from './seller-order-table.js';

const order = pick(ordersTable, 'id', 'number', 'status', 'currency', 'totalMinor', 'expiresAt');
const payment = omit(paymentTable, 'orderId', 'currency', 'version', 'eventSequence');
const intent = omit(paymentIntentTable, 'orderId', 'paymentId', 'createdAt');
const sellerOrder = omit(
  sellerOrderTable,
  'orderId',
  'subtotalMinor',
  'shippingMinor',
  'taxMinor',
  'taxIncludedMinor',
  'commissionPlan',
  'shippingTerms',
  ...BOOK,
);
const paymentOrder = omit(paymentOrderTable, 'orderId', 'paymentId', 'nextAttemptAt', 'capturedAt');
const refund = omit(refundTable, 'orderId', 'paymentId', 'decidedAt');

/** Selects each checkout as one row. */
export const SELECT_CHECKOUT = `
SELECT now() AS "readAt", ${selectList(order, 'o')},
  json_build_object(${members(payment, 'p')}) AS payment,
  (SELECT json_agg(json_build_object(${members(intent, 'i')}) ORDER BY i.attempt, i.primary_intent_id NULLS FIRST, i.id)
   FROM payment_intent i WHERE i.payment_id = p.id) AS intents,
  (SELECT json_agg(json_build_object(${members(sellerOrder, 'so')}, 'captureMode', s.capture_mode, ${SELLER_BOOK}) ORDER BY so.id)
   FROM seller_order so JOIN seller s ON s.id = so.seller_id WHERE so.order_id = o.id) AS "sellerOrders",
  (SELECT coalesce(json_agg(json_build_object(${members(paymentOrder, 'po')}) ORDER BY po.id), '[]')
   FROM payment_order po WHERE po.payment_id = p.id) AS "paymentOrders",
  (SELECT coalesce(json_agg(json_build_object(${members(refund, 'r')}) ORDER BY r.id), '[]')
   FROM refund r WHERE r.payment_id = p.id) AS refunds
FROM orders o JOIN payment p ON p.order_id = o.id
WHERE o.id = ANY($1::text[])`;

type IntentRow = StoredRow<typeof intent>;

export type CheckoutRow = StoredRow<typeof order> &
  Readonly<{
    readAt: Date;
    payment: StoredRow<typeof payment>;
    intents: readonly IntentRow[];
    sellerOrders: readonly (StoredRow<typeof sellerOrder> &
      SellerBookRow &
      Readonly<{ captureMode: CaptureMode }>)[];
    paymentOrders: readonly StoredRow<typeof paymentOrder>[];
    refunds: readonly StoredRow<typeof refund>[];
  }>;

/** Maps a row to a checkout. */
export function checkoutFrom(row: CheckoutRow): Checkout {
  return {
    readAt: row.readAt,
    newId,
    order: decode(order, row),
    payment: decode(payment, row.payment),
    intents: row.intents.map(intentFrom),
    sellerOrders: row.sellerOrders.map((each) => {
      const book = sellerBookFrom(each);
      const { totalMinor } = book.terms;
      return { ...decode(sellerOrder, each), totalMinor, captureMode: each.captureMode, book };
    }),
    paymentOrders: row.paymentOrders.map((each) => ({
      ...decode(paymentOrder, each),
      nextAttemptInMs: null,
    })),
    refunds: row.refunds.map((each) => decode(refund, each)),
  };
}

function intentFrom(row: IntentRow): CheckoutIntent {
  const { authorization: state, multicapture, captureBefore, ...rest } = decode(intent, row);
  return { ...rest, authorization: state === null ? null : { state, multicapture, captureBefore } };
}
