import { randomUUID } from 'node:crypto';

import { voidPaymentOrder } from '../../core/payments/void-payment-order.js';
import { shipSellerOrder } from '../../core/fulfilment/ship-seller-order.js';
import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import type { CancelOrderInput } from '../../core/orders/cancel-order.js';
import { cancelOrder } from '../../core/orders/cancel-order.js';
import { refundPaymentOrder } from '../../core/payments/refund-payment-order.js';
import type { SellerId } from '../../core/shared/ids.js';
import { newId } from '../../core/shared/ids.js';
import type { CheckoutServices } from '../harness/checkout-services.js';
import { askPsp, payInCore, placeInCore, runStepsInCore } from '../harness/core-shopper.js';
import { journal } from '../harness/shopper.js';

/** Cancels an order, by default as its guest. */
export function cancelInCore(
  { services }: CheckoutServices,
  orderId: string,
  { actor = ANONYMOUS, ...input }: Partial<CancelOrderInput> & { actor?: Actor } = {},
) {
  return cancelOrder(services, {
    orderId,
    orderToken: services.tokens.orderToken(orderId),
    reason: 'CHANGED_MIND',
    note: 'The blue one is nicer',
    idempotencyKey: randomUUID(),
    requester: { actor, correlationId: 'test-cancel' },
    ...input,
  });
}

type Order = Awaited<ReturnType<typeof placeInCore>>;

/** Authorized and captured orders, the commands on them, and their resulting state. */
export class PaidOrders {
  readonly accountId = newId('acc');
  readonly #started: CheckoutServices;

  constructor(started: CheckoutServices) {
    this.#started = started;
  }

  sql<Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> {
    return this.#started.database.sql<Row>(text, values);
  }

  /** Inserts the account that the actors use; shipments reference an existing account. */
  async open(): Promise<this> {
    await this.sql(
      `INSERT INTO account (id, email, display_name, password_hash, role) VALUES ($1, 'desk@example.com', 'Dee', 'x', 'OPS')`,
      this.accountId,
    );
    return this;
  }

  actor(role: 'SELLER' | 'OPS' | 'FINANCE', ...sellerIds: SellerId[]): Actor {
    return { kind: 'ACCOUNT', accountId: this.accountId, roles: [role], sellerIds, sessionId: 's1' };
  }

  /** An authorized order with two units per seller; the first `onShipment` sellers are captured on shipment. */
  async authorized({ sellers = 2, onShipment = 0, card = 'pm_card_visa' } = {}): Promise<Order> {
    await this.sql(`UPDATE seller SET capture_mode = 'AUTOMATIC'`);
    const order = await placeInCore(this.#started, { sellers, linesPerSeller: 1 });
    await this.sql(
      `UPDATE seller SET capture_mode = 'ON_SHIPMENT' WHERE id IN (SELECT seller_id FROM seller_order WHERE order_id = $1 ORDER BY id LIMIT $2)`,
      ...[order.orderId, onShipment],
    );
    await payInCore(this.#started, { ...order, card });
    return order;
  }

  async captured(size: { sellers?: number } = {}): Promise<Order> {
    const order = await this.authorized(size);
    await runStepsInCore(this.#started);
    return order;
  }

  cancel({ orderId }: Order, input: Parameters<typeof cancelInCore>[2] = {}) {
    return cancelInCore(this.#started, orderId, input);
  }

  cancelAsOperations(order: Order) {
    return this.cancel(order, { actor: this.actor('OPS'), orderToken: null, reason: 'OUT_OF_STOCK' });
  }

  sellerOrders({ orderId }: Order) {
    return this.sql<{ id: string; seller_id: SellerId; paymentOrder: string; line: string }>(
      `SELECT so.id, so.seller_id, po.id AS "paymentOrder", l.id AS line FROM seller_order so JOIN payment_order po ON po.seller_order_id = so.id
       JOIN order_line l ON l.seller_order_id = so.id WHERE so.order_id = $1 ORDER BY so.id, po.id`,
      orderId,
    );
  }

  /** The first seller ships `quantity` units, or all. */
  async ship(order: Order, quantity: number | null = null) {
    const [sellerOrder] = await this.sellerOrders(order);
    if (sellerOrder === undefined) throw new Error('no seller order to ship');
    return shipSellerOrder(this.#started.services, {
      sellerOrderId: sellerOrder.id,
      lines: quantity === null ? null : [{ orderLineId: sellerOrder.line, quantity }],
      ...{ carrier: 'DHL', trackingNumber: 'T1', idempotencyKey: randomUUID() },
      requester: { actor: this.actor('SELLER', sellerOrder.seller_id), correlationId: 'test-ship' },
    });
  }

  refund(paymentOrder: string | undefined, amountMinor: string | null = null) {
    return refundPaymentOrder(this.#started.services, {
      ...{ paymentOrderId: paymentOrder ?? '', amountMinor, lines: null, reason: 'GOODWILL', note: '' },
      idempotencyKey: randomUUID(),
      requester: { actor: this.actor('FINANCE'), correlationId: 'test-refund' },
    });
  }

  voidPaymentOrder(paymentOrder: string | undefined) {
    return voidPaymentOrder(this.#started.services, {
      ...{ paymentOrderId: paymentOrder ?? '', reason: 'sold out', idempotencyKey: randomUUID() },
      requester: { actor: this.actor('OPS'), correlationId: 'test-void' },
    });
  }

  async state({ orderId }: Order) {
    const [row] = await this.sql<Record<string, unknown>>(
      `SELECT o.status, p.status AS payment, p.authorization_state AS "authorization",
         array(SELECT DISTINCT status FROM payment_order WHERE order_id = o.id ORDER BY status) AS "paymentOrders",
         array(SELECT DISTINCT status FROM seller_order WHERE order_id = o.id ORDER BY status) AS "sellerOrders"
       FROM orders o JOIN payment p ON p.order_id = o.id WHERE o.id = $1`,
      orderId,
    );
    return row;
  }

  async events({ orderId }: Order): Promise<string[]> {
    const rows = await this.sql<{ type: string }>(
      `SELECT type FROM outbox_event WHERE aggregate_id = $1 OR aggregate_id = (SELECT id FROM payment WHERE order_id = $1)`,
      orderId,
    );
    return rows.map(({ type }) => type);
  }

  /** Captured and refunded totals from the PSP's own journal. */
  async atPsp({ orderId }: Order) {
    const rows = await this.sql<{ id: string }>(
      'SELECT psp_intent_id AS id FROM payment_intent WHERE order_id = $1 AND psp_intent_id IS NOT NULL',
      orderId,
    );
    const intents = new Set(rows.map(({ id }) => id));
    const sumOf = async (type: string) =>
      (await journal(this.#started, type))
        .filter(({ intent }) => intents.has(intent))
        .reduce((sum, { amount }) => sum + amount, 0);
    const asked = [...intents].map((id) => askPsp(this.#started, `/v1/payment_intents/${id}`));
    const statuses = (await Promise.all(asked)).map((intent) => intent.status);
    return { statuses, captured: await sumOf('capture'), refunded: await sumOf('refund') };
  }

  /** Units on sale of the ordered items. */
  async forSale({ orderId }: Order): Promise<number> {
    const [row] = await this.sql<{ units: number }>(
      `SELECT sum(on_hand - reserved)::int AS units FROM stock WHERE item_id IN (SELECT item_id FROM order_line WHERE order_id = $1)`,
      orderId,
    );
    return row?.units ?? 0;
  }

  /** Violations of the guarantees that can be checked from the database alone. */
  async broken(): Promise<readonly string[]> {
    const { checks } = await this.#started.services.verifier.verify({ async *pages() {} });
    return checks
      .filter(({ name }) => name !== 'G3')
      .flatMap(({ name, violations }) => violations.map(({ subject, what }) => `${name} ${subject} ${what}`));
  }
}
