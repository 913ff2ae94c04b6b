import type { Quote } from '../../../core/cart/quote.js';
import type { OrderPlacement, OrderToInsert } from '../../../core/orders/ports.js';
import { orderCreated } from '../../../core/checkout/model/order-events.js';
import { RESERVATION_TTL_MS } from '../../../core/orders/new-order.js';
import { eventOf } from '../../../core/shared/event-envelope.js';
import type { SellerOrderId } from '../../../core/shared/ids.js';
import { newId } from '../../../core/shared/ids.js';
import { hashOf, toJson } from '../database/json.js';
import { clientOf } from '../database/pg-transaction.js';

/** All rows are locked in id order before any is changed; when one has too few units, no row is changed. */
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

const INSERT = `
WITH placed AS (
  INSERT INTO orders (id, number, cart_id, token_hash, email, ship_to, status, currency, subtotal_minor, shipping_minor, tax_minor, tax_included_minor, total_minor, account_id, event_sequence, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'PENDING_PAYMENT', $7, $8, $9, $27, $28, $10, $29, 1, now() + $11 * interval '1 millisecond')
), ordered AS (
  UPDATE cart SET order_id = $1 WHERE id = $3
), parts AS (
  INSERT INTO seller_order (id, order_id, seller_id, status, subtotal_minor, shipping_minor, tax_minor, tax_included_minor, total_minor, commission_minor, commission_plan, shipping_terms)
  SELECT id, $1, seller_id, 'PENDING', subtotal, shipping, tax, tax_included, subtotal + shipping + tax, commission, plan, terms
  FROM jsonb_to_recordset($12) AS r (id text, seller_id text, subtotal bigint, shipping bigint, tax bigint, tax_included bigint, commission bigint, plan jsonb, terms jsonb)
), lines AS (
  INSERT INTO order_line (id, order_id, seller_order_id, item_id, sku, name, picture, quantity, unit_price_minor, total_minor, tax_minor, tax_included_minor, tax_bps)
  SELECT id, $1, seller_order_id, item_id, sku, name, picture, quantity, unit_price, quantity * unit_price, tax, tax_included, tax_bps
  FROM jsonb_to_recordset($13) AS r (id text, seller_order_id text, item_id text, sku text, name text, picture text, quantity int, unit_price bigint, tax bigint, tax_included bigint, tax_bps int)
), held AS (
  INSERT INTO stock_reservation (order_id, item_id, quantity, status)
  SELECT $1, item_id, quantity, 'HELD' FROM jsonb_to_recordset($13) AS r (item_id text, quantity int)
), paid AS (
  INSERT INTO payment (id, order_id, status, currency, amount_minor, capture_strategy, strategy_reason, plan_reasons)
  VALUES ($14, $1, 'NOT_CAPTURED', $7, $10, $34, $35, jsonb_build_array($35::jsonb))
), attempted AS (
  INSERT INTO payment_intent (id, payment_id, order_id, attempt, status, amount_minor, seller_order_id) VALUES ($15, $14, $1, 1, 'CREATED_PENDING', $36, $37)
), owed AS (
  INSERT INTO psp_step (id, kind, subject_type, subject_id, psp_key, params, params_hash, state, attempt, lease_token, lease_until, first_called_at)
  VALUES ($16, $38, 'order', $1, $17, $18, $19, 'LEASED', 1, $20, now() + $21 * interval '1 millisecond', now())
), told AS (
  INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data) VALUES ($22, $23, 'order', $1, 1, $24, $25)
)
INSERT INTO state_transition (order_id, machine, entity_id, to_state, actor, actor_id, cause, correlation_id)
SELECT $1, machine, entity_id, to_state, $30, $31, $32, $33
FROM jsonb_to_recordset($26) AS r (machine text, entity_id text, to_state text)`;

/** The writes of `placeOrder` in Postgres: two statements, whatever the size of the order. */
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
  const parts = quote.sellers.map((part) => ({ id: newId('so'), part }));
  // The shopper confirms the first seller's intent; the others follow it.
  const [first] = parts;
  const created = eventOf(orderCreated, order.id, {
    orderId: order.id,
    orderNumber: order.number,
    currency,
    totalMinor: total.toString(),
    sellers: parts.map(({ id, part }) => ({
      sellerId: part.seller.id,
      sellerOrderId: id,
      totalMinor: part.total.amountMinor.toString(),
    })),
  });
  const history = [
    { machine: 'Order', entity_id: order.id, to_state: 'PENDING_PAYMENT' },
    { machine: 'Payment', entity_id: order.paymentId, to_state: 'NOT_CAPTURED' },
    { machine: 'PaymentIntent', entity_id: order.intentId, to_state: 'CREATED_PENDING' },
    ...parts.map(({ id }) => ({ machine: 'SellerOrder', entity_id: id, to_state: 'PENDING' })),
  ];
  return [
    ...[order.id, order.number, cart.id, tokenHash, email, toJson(shipTo), currency],
    ...[quote.subtotal.amountMinor, quote.shipping.amountMinor, total, RESERVATION_TTL_MS],
    toJson(
      parts.map(({ id, part }) => ({
        id,
        seller_id: part.seller.id,
        subtotal: part.subtotal.amountMinor,
        shipping: part.shipping.amountMinor,
        tax: part.tax.amountMinor,
        tax_included: part.taxIncluded.amountMinor,
        commission: part.commission.amountMinor,
        plan: part.commissionPlan,
        terms: part.shippingTerms,
      })),
    ),
    toJson(parts.flatMap(linesOf)),
    ...[order.paymentId, order.intentId, step.id, step.pspKey, toJson(step.params), hashOf(step.params)],
    ...[step.lease?.token, step.lease?.leaseMs],
    ...[newId('evt'), created.topic, created.type, toJson(created.data), toJson(history)],
    ...[quote.tax.amountMinor, quote.taxIncluded.amountMinor, accountId],
    ...[by.actor, by.actorId, by.cause, by.correlationId],
    ...(plan.perSeller ? ['INTENT_PER_SELLER'] : [null]),
    toJson(plan.reason),
    ...(plan.perSeller ? [first?.part.total.amountMinor, first?.id] : [total, null]),
    step.kind,
  ];
}

type SellerPart = Readonly<{ id: SellerOrderId; part: Quote['sellers'][number] }>;

function linesOf({ id, part }: SellerPart) {
  return part.lines.map(({ item, quantity, unitPrice, tax, taxIncluded, taxBps }) => ({
    id: newId('ln'),
    seller_order_id: id,
    item_id: item.id,
    sku: item.sku,
    name: item.name,
    picture: item.picture,
    quantity,
    unit_price: unitPrice.amountMinor,
    tax: tax.amountMinor,
    tax_included: taxIncluded.amountMinor,
    tax_bps: taxBps,
  }));
}
