import { randomUUID } from 'node:crypto';

import { createGuestTokens } from '../../../adapters/crypto/guest-tokens.js';
import { readBacklogGauges } from '../../../adapters/postgres/backlog-reader.js';
import { createCartStore } from '../../../adapters/postgres/cart-store.js';
import { createItemStore } from '../../../adapters/postgres/catalog-store.js';
import { createCheckoutStore } from '../../../adapters/postgres/checkout-store.js';
import type { Database } from '../../../adapters/postgres/database.js';
import { createIdempotencyStore } from '../../../adapters/postgres/idempotency-store.js';
import { createOrderPlacementStore } from '../../../adapters/postgres/order-placement-store.js';
import { createOrderReader } from '../../../adapters/postgres/order-reader.js';
import { createOutboxFence } from '../../../adapters/postgres/outbox-store.js';
import { createOverdueOrderStore } from '../../../adapters/postgres/overdue-order-store.js';
import { createPaymentStepStore } from '../../../adapters/postgres/payment-step-store.js';
import { createPgTransaction } from '../../../adapters/postgres/pg-transaction.js';
import { createSellerOrderReader } from '../../../adapters/postgres/seller-order-reader.js';
import { addCartLine, createCart } from '../../../core/cart/change-cart.js';
import { quoteCart } from '../../../core/cart/quote.js';
import { anyItem } from '../../../core/catalog/item-list.js';
import { ANONYMOUS } from '../../../core/identity/actor.js';
import { placeOrder } from '../../../core/orders/place-order.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import { OUTBOX_SLOTS } from '../../../core/shared/event-publisher.js';
import type { Id, SellerId } from '../../../core/shared/ids.js';
import { parseId } from '../../../core/shared/ids.js';
import { standInPsp } from './stand-in-psp.js';

/** Something that people or programs do all day; the history behind it must not make it dearer. */
export type Operation = Readonly<{
  name: string;
  /** What has to be there, and is not measured. */
  prepare?: () => Promise<unknown>;
  run: () => Promise<unknown>;
}>;

const requester = { actor: ANONYMOUS, correlationId: 'bench' };
const shipTo = {
  name: 'B',
  line1: 'Lane 1',
  line2: null,
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
};
const page = { first: 20, after: null };

/** The operations, composed as the api and the workers compose them; `orders` is how many there are. */
export async function operationsOf(database: Database, orders: number): Promise<readonly Operation[]> {
  const { pool } = database;
  const reader = createOrderReader(pool);
  const sellerOrders = createSellerOrderReader(pool);
  const steps = createPaymentStepStore(pool);
  const overdue = createOverdueOrderStore(pool);
  const items = createItemStore(database);
  const { rows: sellers } = await pool.query<{ id: SellerId }>(
    `SELECT id FROM seller ORDER BY slug = 'bench-small', id LIMIT 1`,
  );
  const sellerIds = sellers.map(({ id }) => id);
  const aDay = dayOf(database);
  const checkout = await checkoutOf(database);
  const everyOrder = { tokenHash: null, accountId: null, everyOrder: true };
  const everything = { sellerIds, statuses: null };
  const ofSmall = { sellerIds: [idOf('sel', 1)], statuses: null };
  const none = { status: null, from: null, to: null, sellerId: null, numberPrefix: null };
  const ofAll = { ownerId: null, isEveryones: false, filter: none };
  return [
    // First, so that the newest page of both histories shows orders of this kind.
    { name: 'place order', prepare: checkout.fill, run: checkout.place },
    { name: 'items: first page', run: () => items.list(anyItem, 'OLDEST', { ...page, first: 24 }) },
    { name: 'items: search', run: () => items.list({ ...anyItem, search: 'mug' }, 'RELEVANCE', page) },
    { name: 'order page', run: () => reader.find(idOf('ord', Math.ceil(orders / 2)), everyOrder) },
    {
      name: 'orders watched',
      run: () => reader.versions([1, orders >> 1, orders].map((nth) => idOf('ord', nth))),
    },
    { name: 'account: orders', run: () => reader.list({ ...ofAll, ownerId: idOf('acc', 1) }, page) },
    { name: 'operations: orders', run: () => reader.list({ ...ofAll, isEveryones: true }, page) },
    {
      name: 'seller: to ship',
      run: () => sellerOrders.list({ sellerIds, statuses: ['TO_SHIP'], newestFirst: false }, page),
    },
    { name: 'seller: newest', run: () => sellerOrders.list({ ...everything, newestFirst: true }, page) },
    { name: 'seller: oldest', run: () => sellerOrders.list({ ...everything, newestFirst: false }, page) },
    {
      name: 'small seller: newest',
      run: () => sellerOrders.list({ ...ofSmall, newestFirst: true }, page),
    },
    {
      name: 'small seller: oldest',
      run: () => sellerOrders.list({ ...ofSmall, newestFirst: false }, page),
    },
    { name: 'dispatcher: take steps', prepare: aDay, run: () => steps.takeUndispatched(200) },
    { name: 'relay: take and mark', prepare: aDay, run: () => relayOnce(database) },
    { name: 'sweeper: overdue orders', prepare: aDay, run: () => overdue.list(100) },
    { name: 'metrics: backlog', run: () => readBacklogGauges(pool) },
  ];
}

/** The id of the nth thing of a kind in the seeded history. */
function idOf<Prefix extends 'ord' | 'acc' | 'sel'>(prefix: Prefix, nth: number): Id<Prefix> {
  const id = parseId(prefix, `${prefix}_01${nth.toString(16).padStart(24, '0')}`);
  if (id === null) throw new Error(`${prefix} ${nth} has no id`);
  return id;
}

/** Leaves the same small amount of waiting work each time: one step, one event, one overdue order. */
function dayOf({ pool }: Database): () => Promise<unknown> {
  return async () => {
    await pool.query(
      `UPDATE payment_step SET state = 'SUCCEEDED', lease_token = NULL, lease_until = NULL WHERE state IN ('DUE','LEASED')`,
    );
    await pool.query(
      `UPDATE payment_step SET state = 'DUE', dispatched_at = NULL WHERE id = (SELECT min(id) FROM payment_step)`,
    );
    await pool.query('UPDATE outbox_event SET published_at = now() WHERE published_at IS NULL');
    await pool.query(
      `UPDATE outbox_event SET published_at = NULL WHERE aggregate_id = (SELECT min(id) FROM orders) AND sequence = 1`,
    );
  };
}

async function relayOnce({ pool }: Database): Promise<void> {
  const slots = Array.from({ length: OUTBOX_SLOTS }, (_, slot) => slot);
  const outbox = await createOutboxFence(pool).acquire(slots);
  if (outbox === null) throw new Error('somebody else relays in the database of the bench');
  try {
    const events = await outbox.nextBatch(500);
    await outbox.markPublished(events.map(({ id }) => id));
  } finally {
    await outbox.release();
  }
}

/** A cart of three lines of three sellers, and the order of it. */
async function checkoutOf({ pool, ...database }: Database) {
  const tokens = createGuestTokens('bench-bench-bench-bench-bench-bench');
  const services = {
    transaction: createPgTransaction(pool),
    checkouts: createCheckoutStore(pool),
    steps: createPaymentStepStore(pool),
    idempotency: createIdempotencyStore(pool),
    carts: createCartStore(pool),
    items: createItemStore({ pool, ...database }),
    orders: createOrderPlacementStore(),
    psp: standInPsp,
    tokens,
    live: { announce: () => undefined },
    jitter: () => 0.5,
    background: { follow: () => undefined },
    pspBudgetMs: 3_000,
    captureStrategy: 'auto' as const,
    returnUrl: () => 'http://localhost/orders',
  };
  const { rows } = await pool.query<{ id: string }>(
    `SELECT min(i.id) AS id FROM item i JOIN stock s ON s.item_id = i.id WHERE s.on_hand > 1000 GROUP BY i.seller_id ORDER BY 1 LIMIT 3`,
  );
  let wanted = { cartToken: '', quoteVersion: '' };
  return {
    async fill() {
      const created = await createCart(services, { currency: 'EUR' });
      if (isDomainError(created)) throw new Error(created.code);
      const cartToken = created.token ?? '';
      let { cart } = created;
      for (const { id: itemId } of rows) {
        const changed = await addCartLine(services, { cartToken, itemId, quantity: 1, actor: ANONYMOUS });
        if (isDomainError(changed)) throw new Error(changed.code);
        cart = changed;
      }
      wanted = { cartToken, quoteVersion: quoteCart(cart).version };
    },
    async place() {
      const details = { email: 'bench@example.com', shipTo, idempotencyKey: randomUUID(), requester };
      const placed = await placeOrder(services, { ...wanted, ...details });
      if (isDomainError(placed)) throw new Error(placed.code);
    },
  };
}
