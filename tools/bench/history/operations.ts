import { randomUUID } from 'node:crypto';

import type { Database } from '../../../adapters/postgres/database/database.js';
import { openStores, type Stores } from '../../../adapters/postgres/open-stores.js';
import { anyItem } from '../../../core/catalog/item-list.js';
import { OUTBOX_SLOTS } from '../../../core/shared/event-publisher.js';
import type { Id, SellerId } from '../../../core/shared/ids.js';
import { parseId } from '../../../core/shared/ids.js';
import { checkoutWalkOf } from './checkout-walk.js';

/** A routine operation; a longer history must not make it more expensive. */
export type Operation = Readonly<{
  name: string;
  /** Preparation; not measured. */
  prepare?: () => Promise<unknown>;
  run: () => Promise<unknown>;
}>;

const page = { first: 20, after: null };

/** The operations, composed like the API and the workers; `orders` is the size of the history. */
export async function operationsOf(database: Database, orders: number): Promise<readonly Operation[]> {
  const { pool } = database;
  const stores = openStores(database);
  const { orderReader: reader, sellerOrders, steps, overdue, items } = stores;
  const { rows: sellers } = await pool.query<{ id: SellerId }>(
    `SELECT id FROM seller ORDER BY slug = 'bench-small', id LIMIT 1`,
  );
  const sellerIds = sellers.map(({ id }) => id);
  const aDay = dayOf(database);
  const walk = await checkoutWalkOf(database);
  const upToCaptures = inTurn(walk.fill, walk.place, walk.authorize, walk.collectDue);
  const everyOrder = { tokenHash: null, accountId: null, everyOrder: true };
  const everything = { sellerIds, statuses: null };
  const ofSmall = { sellerIds: [idOf('sel', 1)], statuses: null };
  const none = { status: null, from: null, to: null, sellerId: null, numberPrefix: null };
  const ofAll = { ownerId: null, isEveryones: false, filter: none };
  return [
    // First, so that the newest page of both histories shows such orders, and both left and finished the same work.
    { name: 'place order', prepare: walk.fill, run: walk.place },
    { name: 'authorization recorded', prepare: inTurn(walk.fill, walk.place), run: walk.authorize },
    { name: 'captures recorded', prepare: upToCaptures, run: walk.capture },
    {
      name: 'last capture recorded',
      prepare: inTurn(upToCaptures, walk.capture, walk.collectDue),
      run: walk.capture,
    },
    { name: 'webhook: kept to done', run: () => receiveWebhook(stores, Math.ceil(orders / 2)) },
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
      prepare: aDay,
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
    { name: 'relay: take and mark', prepare: aDay, run: () => relayOnce(stores) },
    { name: 'sweeper: overdue orders', prepare: aDay, run: () => overdue.list(100) },
    { name: 'metrics: backlog', run: () => stores.readBacklogGauges() },
  ];
}

/** The id of the nth seeded row of a kind. */
function idOf<Prefix extends 'ord' | 'acc' | 'sel'>(prefix: Prefix, nth: number): Id<Prefix> {
  const id = parseId(prefix, `${prefix}_01${nth.toString(16).padStart(24, '0')}`);
  if (id === null) throw new Error(`${prefix} ${nth} has no id`);
  return id;
}

/** Leaves the same small amount of pending work each time: one step, one event, and the history's orders to ship. */
function dayOf({ pool }: Database): () => Promise<unknown> {
  return async () => {
    await pool.query(
      `UPDATE seller_order SET status = 'CLOSED' WHERE status = 'TO_SHIP' AND id > 'so_011' AND seller_id IN (SELECT id FROM seller)`,
    );
    await pool.query(
      `UPDATE psp_step SET state = 'SUCCEEDED', lease_token = NULL, lease_until = NULL WHERE state IN ('DUE','LEASED')`,
    );
    await pool.query(
      `UPDATE psp_step SET state = 'DUE', dispatched_at = NULL WHERE id = (SELECT min(id) FROM psp_step)`,
    );
    await pool.query('UPDATE outbox_event SET published_at = now() WHERE published_at IS NULL');
    await pool.query(
      `UPDATE outbox_event SET published_at = NULL WHERE aggregate_id = (SELECT min(id) FROM orders) AND sequence = 1`,
    );
  };
}

async function relayOnce({ outboxFence }: Stores): Promise<void> {
  const slots = Array.from({ length: OUTBOX_SLOTS }, (_, slot) => slot);
  const outbox = await outboxFence.acquire(slots);
  if (outbox === null) throw new Error('another relay runs on the bench database');
  try {
    const events = await outbox.nextBatch(500);
    await outbox.markPublished(events.map(({ id }) => id));
  } finally {
    await outbox.release();
  }
}

/** A webhook event about an order of the history, from arrival to processed. */
async function receiveWebhook({ inbox }: Stores, nth: number): Promise<void> {
  const id = `evt_${randomUUID()}`;
  const envelope = { livemode: false, account: null, reported: { amountMinor: 1000n, currency: 'EUR' } };
  const about = { type: 'payment_intent.succeeded', pspObjectId: `pi_bench_${nth}`, envelope, payload: {} };
  await inbox.keep({ id, ...about });
  const taken = await inbox.takeUndispatched(200);
  if (taken.length !== 1 || taken[0]?.known === null) throw new Error(`${taken.length} events wait`);
  await inbox.find(id);
  await inbox.markProcessed([id]);
}

function inTurn(...stages: readonly (() => Promise<void>)[]): () => Promise<void> {
  return async () => {
    for (const stage of stages) await stage();
  };
}
