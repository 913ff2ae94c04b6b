import type { Quote } from '../../../core/cart/quote.js';
import type { OrderPlacement, OrderToInsert } from '../../../core/orders/ports.js';
import { orderCreated } from '../../../core/checkout/model/order-events.js';
import { RESERVATION_TTL_MS } from '../../../core/orders/new-order.js';
import { eventOf } from '../../../core/shared/event-envelope.js';
import type { SellerOrderId } from '../../../core/shared/ids.js';
import { newId } from '../../../core/shared/ids.js';
import { paymentIntentTable } from '../checkout/payment-intent-table.js';
import { paymentTable } from '../checkout/payment-table.js';
import { sellerOrderTable } from '../checkout/seller-order-table.js';
import { hashOf, toJson } from '../database/json.js';
import { clientOf } from '../database/pg-transaction.js';
import { omit, pick, setting } from '../database/table.js';
import { rowsJson } from '../database/table-rows.js';
import { insertRows, insertValues, recordset } from '../database/table-sql.js';
import { pspStepTable } from '../psp/psp-step-table.js';
import { outboxEventTable } from '../outbox/outbox-event-table.js';
import { orderLineTable } from './order-line-table.js';
import { ordersTable } from './orders-table.js';
import { stateTransitionTable } from './state-transition-table.js';

/** Locks all rows in id order before changing any; if one has too few units, none is changed. */
const RESERVE_STOCK = `
WITH wanted AS (
  SELECT * FROM unnest($1::text[], $2::int[]) AS w (item_id, quantity)
), locked AS (
  SELECT s.item_id, w.quantity, s.on_hand - s.reserved >= w.quantity AS enough
  FROM stock s JOIN wanted w ON w.item_id = s.item_id
  ORDER BY s.item_id FOR UPDATE OF s
), reserved AS (
  UPDATE stock s SET reserved = s.reserved + l.quantity FROM locked l
  WHERE s.item_id = l.item_id AND (SELECT bool_and(enough) AND count(*) = cardinality($1::text[]) FROM locked)
  RETURNING s.item_id
)
SELECT count(*)::int AS reserved FROM reserved`;

const placedSellerOrder = setting(
  omit(
    sellerOrderTable,
    'shippedAt',
    'deliveredAt',
    'capturedMinor',
    'capturedCommissionMinor',
    'capturedTaxMinor',
    'refundedMinor',
    'refundedCommissionMinor',
    'refundedTaxMinor',
  ),
  { orderId: '$1', status: `'PENDING'`, totalMinor: 'subtotal_minor + shipping_minor + tax_minor' },
);
const placedLine = setting(orderLineTable, { orderId: '$1', totalMinor: 'quantity * unit_price_minor' });
const placedState = setting(omit(stateTransitionTable, 'from'), {
  ...{ orderId: '$1', actor: '$30', actorId: '$31', cause: '$32', correlationId: '$33' },
});

const PLACED = insertValues(ordersTable, {
  ...{ id: '$1', number: '$2', cartId: '$3', tokenHash: '$4', email: '$5', shipTo: '$6' },
  ...{ status: `'PENDING_PAYMENT'`, currency: '$7', subtotalMinor: '$8', shippingMinor: '$9' },
  ...{ taxMinor: '$27', taxIncludedMinor: '$28', totalMinor: '$10', accountId: '$29', eventSequence: '1' },
  expiresAt: `now() + $11 * interval '1 millisecond'`,
});

const PAID = insertValues(paymentTable, {
  ...{ id: '$14', orderId: '$1', status: `'NOT_CAPTURED'`, currency: '$7', amountMinor: '$10' },
  ...{ captureStrategy: '$34', strategyReason: '$35', planReasons: 'jsonb_build_array($35::jsonb)' },
});

const ATTEMPTED = insertValues(paymentIntentTable, {
  ...{ id: '$15', paymentId: '$14', orderId: '$1', attempt: '1', status: `'CREATED_PENDING'` },
  ...{ amountMinor: '$36', sellerOrderId: '$37' },
});

const SCHEDULED = insertValues(pspStepTable, {
  ...{ id: '$16', kind: '$38', subjectType: `'order'`, subjectId: '$1', pspKey: '$17' },
  ...{ params: '$18', paramsHash: '$19', state: `'LEASED'`, attempt: '1', leaseToken: '$20' },
  ...{ leaseUntil: `now() + $21 * interval '1 millisecond'`, firstCalledAt: 'now()' },
});

const EMITTED = insertValues(outboxEventTable, {
  ...{
    id: '$22',
    topic: '$23',
    aggregateType: `'order'`,
    aggregateId: '$1',
    sequence: '1',
    type: '$24',
    data: '$25',
  },
});

const INSERT = `
WITH placed AS (
  ${PLACED}
), ordered AS (
  UPDATE cart SET order_id = $1 WHERE id = $3
), parts AS (
  ${insertRows(placedSellerOrder, '$12')}
), lines AS (
  ${insertRows(placedLine, '$13')}
), held AS (
  INSERT INTO stock_reservation (order_id, item_id, quantity, status)
  SELECT $1, item_id, quantity, 'HELD' FROM ${recordset(pick(orderLineTable, 'itemId', 'quantity'), '$13')}
), paid AS (
  ${PAID}
), attempted AS (
  ${ATTEMPTED}
), scheduled AS (
  ${SCHEDULED}
), emitted AS (
  ${EMITTED}
)
${insertRows(placedState, '$26')}`;

/** Writes of `placeOrder` in Postgres: two statements, whatever the size of the order. */
export function createOrderPlacementStore(): OrderPlacement {
  return {
    async reserveStock(tx, lines) {
      const values = [lines.map(({ item }) => item.id), lines.map(({ quantity }) => quantity)];
      const query = { name: 'stock-reserve', text: RESERVE_STOCK, values };
      const { rows } = await clientOf(tx).query<{ reserved: number }>(query);
      return rows[0]?.reserved === lines.length;
    },
    async insert(tx, toInsert) {
      await clientOf(tx).query({ name: 'order-insert', text: INSERT, values: valuesOf(toInsert) });
    },
  };
}

function valuesOf({
  order,
  cart,
  quote,
  email,
  shipTo,
  tokenHash,
  accountId,
  plan,
  step,
  by,
}: OrderToInsert): unknown[] {
  const { currency, amountMinor: total } = quote.total;
  const sellerOrders = quote.sellers.map((sellerQuote) => ({ id: newId('so'), sellerQuote }));
  // The shopper confirms the first seller's intent; the others follow with the saved card.
  const [first] = sellerOrders;
  const created = eventOf(orderCreated, order.id, {
    orderId: order.id,
    orderNumber: order.number,
    currency,
    totalMinor: total.toString(),
    sellers: sellerOrders.map(({ id, sellerQuote }) => ({
      sellerId: sellerQuote.seller.id,
      sellerOrderId: id,
      totalMinor: sellerQuote.total.amountMinor.toString(),
    })),
  });
  const history = [
    { machine: 'Order', entityId: order.id, to: 'PENDING_PAYMENT' },
    { machine: 'Payment', entityId: order.paymentId, to: 'NOT_CAPTURED' },
    { machine: 'PaymentIntent', entityId: order.intentId, to: 'CREATED_PENDING' },
    ...sellerOrders.map(({ id }) => ({ machine: 'SellerOrder', entityId: id, to: 'PENDING' })),
  ];
  return [
    ...[order.id, order.number, cart.id, tokenHash, email, toJson(shipTo), currency],
    ...[quote.subtotal.amountMinor, quote.shipping.amountMinor, total, RESERVATION_TTL_MS],
    rowsJson(
      placedSellerOrder,
      sellerOrders.map(({ id, sellerQuote }) => ({
        id,
        sellerId: sellerQuote.seller.id,
        subtotalMinor: sellerQuote.subtotal.amountMinor,
        shippingMinor: sellerQuote.shipping.amountMinor,
        taxMinor: sellerQuote.tax.amountMinor,
        taxIncludedMinor: sellerQuote.taxIncluded.amountMinor,
        commissionMinor: sellerQuote.commission.amountMinor,
        commissionPlan: sellerQuote.commissionPlan,
        shippingTerms: sellerQuote.shippingTerms,
      })),
    ),
    rowsJson(placedLine, sellerOrders.flatMap(linesOf)),
    ...[order.paymentId, order.intentId, step.id, step.pspKey, toJson(step.params), hashOf(step.params)],
    ...[step.lease?.token, step.lease?.leaseMs],
    ...[newId('evt'), created.topic, created.type, toJson(created.data), rowsJson(placedState, history)],
    ...[quote.tax.amountMinor, quote.taxIncluded.amountMinor, accountId],
    ...[by.actor, by.actorId, by.cause, by.correlationId],
    ...(plan.perSeller ? ['INTENT_PER_SELLER'] : [null]),
    toJson(plan.reason),
    ...(plan.perSeller ? [first?.sellerQuote.total.amountMinor, first?.id] : [total, null]),
    step.kind,
  ];
}

type NewSellerOrder = Readonly<{ id: SellerOrderId; sellerQuote: Quote['sellers'][number] }>;

function linesOf({ id, sellerQuote }: NewSellerOrder) {
  return sellerQuote.lines.map(({ item, quantity, unitPrice, tax, taxIncluded, taxBps }) => ({
    id: newId('ln'),
    sellerOrderId: id,
    itemId: item.id,
    sku: item.sku,
    name: item.name,
    picture: item.picture,
    quantity,
    unitPriceMinor: unitPrice.amountMinor,
    taxMinor: tax.amountMinor,
    taxIncludedMinor: taxIncluded.amountMinor,
    taxBps,
  }));
}
