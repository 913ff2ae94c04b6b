import { Client } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';

import { parseId } from '../../core/shared/ids.js';
import { runStepJob } from '../../workers/jobs/run-step-job.js';
import { type CheckoutServices, rewired, startCheckoutServices } from '../harness/checkout-services.js';
import { payInCore, placeInCore } from '../harness/core-shopper.js';

/*
 * Many captures at once: results that arrive while others are being recorded are recorded together. All orders have the
 * same three sellers, so every transaction changes the same balances.
 */

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
});

type Order = Readonly<{ orderId: string }>;

async function paidOrders(count: number): Promise<readonly Order[]> {
  const orders: Order[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const order = await placeInCore(started, { sellers: 3, linesPerSeller: 1 });
    await payInCore(started, order);
    orders.push(order);
  }
  return orders;
}

/** Runs all due captures concurrently; the first result keeps the recorder busy until the others arrive. */
async function captureAtOnce(system: CheckoutServices, orders: readonly Order[]): Promise<void> {
  const due = await started.database.sql<{ id: string }>(
    `SELECT id FROM psp_step WHERE kind = 'CAPTURE' AND state = 'DUE' AND subject_id = ANY($1)`,
    [orders.map(({ orderId }) => orderId)],
  );
  await Promise.allSettled(due.map(({ id }) => runStepJob(system.services, id)));
}

/** A recorder that counts transactions with several results and with one. */
function countingRecorder() {
  const counted = { together: 0, alone: 0 };
  const system = rewired(started, ({ checkouts }) => ({
    checkouts: {
      ...checkouts,
      lock: (tx, orderId) => {
        counted.alone += 1;
        return checkouts.lock(tx, orderId);
      },
      saveAll: (tx, writes) => {
        counted.together += 1;
        return checkouts.saveAll(tx, writes);
      },
    },
  }));
  return { counted, system };
}

const statusOf = async ({ orderId }: Order) => {
  const [row] = await started.database.sql<{ status: string }>(
    'SELECT status FROM payment WHERE order_id = $1',
    [orderId],
  );
  return row?.status;
};

const capturesOf = ({ orderId }: Order) =>
  started.database.sql<{ state: string; count: number }>(
    `SELECT state, count(*)::int AS count FROM psp_step WHERE kind = 'CAPTURE' AND subject_id = $1 GROUP BY state ORDER BY state`,
    [orderId],
  );

describe('concurrent results', () => {
  test('are recorded in a few transactions, and every guarantee holds', async () => {
    const orders = await paidOrders(8);
    const { counted, system } = countingRecorder();
    await captureAtOnce(system, orders);
    await captureAtOnce(system, orders);
    for (const order of orders) expect(await statusOf(order)).toBe('CAPTURED');
    expect(counted.alone).toBe(0);
    expect(counted.together).toBeGreaterThan(0);
    expect(counted.together).toBeLessThan(16);
    const { checks } = await started.services.verifier.verify({ async *pages() {} });
    const ours = checks.filter(({ name }) => name !== 'G3');
    expect(ours.flatMap(({ violations }) => violations)).toEqual([]);
  });

  test('emit each seller’s balance after every result, without a gap', async () => {
    const emitted = await started.database.sql<{
      sellerId: string;
      sequence: number;
      pending: string;
      change: string;
    }>(
      `SELECT aggregate_id AS "sellerId", sequence, data->>'pendingMinor' AS pending, data->>'pendingChangeMinor' AS change
       FROM outbox_event WHERE type = 'SellerBalanceChanged' ORDER BY aggregate_id, sequence`,
    );
    expect(new Set(emitted.map(({ sellerId }) => sellerId)).size).toBe(3);
    const last = new Map<string, { sequence: number; pending: bigint }>();
    for (const { sellerId, sequence, pending, change } of emitted) {
      const before = last.get(sellerId) ?? { sequence: 0, pending: 0n };
      expect(sequence).toBe(before.sequence + 1);
      expect(BigInt(pending)).toBe(before.pending + BigInt(change));
      last.set(sellerId, { sequence, pending: BigInt(pending) });
    }
    const balances = await started.database.sql<{ id: string; pending: string }>(
      'SELECT seller_id AS id, pending_minor AS pending FROM seller_balance',
    );
    for (const { id, pending } of balances) expect(last.get(id)?.pending).toBe(BigInt(pending));
  });

  test('reference their own step in the history and the ledger', async () => {
    const mismatches = await started.database.sql(
      `SELECT FROM ledger_entry e JOIN psp_step s ON s.id = e.step_id
       WHERE s.kind = 'CAPTURE' AND (e.cause <> s.id OR s.params->'paymentOrderIds' <> jsonb_build_array(e.payment_order_id) OR s.subject_id <> e.order_id)
       UNION ALL SELECT FROM state_transition t JOIN psp_step s ON s.id = t.cause
       WHERE t.order_id <> s.subject_id OR (t.machine = 'PaymentOrder' AND t.to_state = 'CAPTURED' AND NOT s.params->'paymentOrderIds' ? t.entity_id)`,
    );
    expect(mismatches).toEqual([]);
    const [{ count } = { count: 0 }] = await started.database.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM ledger_entry e JOIN psp_step s ON s.id = e.step_id WHERE s.kind = 'CAPTURE'`,
    );
    expect(count).toBe(24);
  });

  test('do not wait for an order locked by another session', async () => {
    const orders = await paidOrders(3);
    const [locked, ...others] = orders;
    const holder = new Client({ connectionString: started.database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [locked?.orderId]);
    const { system } = countingRecorder();
    const all = captureAtOnce(system, orders);
    await expect
      .poll(() => Promise.all(others.map(capturesOf)), { timeout: 10_000 })
      .toEqual(
        others.map(() => [
          { state: 'DUE', count: 1 },
          { state: 'SUCCEEDED', count: 2 },
        ]),
      );
    expect(await capturesOf(locked ?? { orderId: '' })).toEqual([{ state: 'LEASED', count: 2 }]);
    await holder.query('COMMIT');
    await holder.end();
    await all;
    expect(await capturesOf(locked ?? { orderId: '' })).toEqual([
      { state: 'DUE', count: 1 },
      { state: 'SUCCEEDED', count: 2 },
    ]);
  });

  test('do not fail with one that the database rejects', async () => {
    const orders = await paidOrders(4);
    const [bad, ...others] = orders;
    // As a bug would: the ledger rejects one order's entries.
    await started.database.sql(
      `ALTER TABLE ledger_entry ADD CONSTRAINT rejects_one_order CHECK (order_id <> '${bad?.orderId ?? ''}') NOT VALID`,
    );
    const { counted, system } = countingRecorder();
    await captureAtOnce(system, orders);
    await started.database.sql('ALTER TABLE ledger_entry DROP CONSTRAINT rejects_one_order');
    for (const order of others)
      expect(await capturesOf(order)).toEqual([
        { state: 'DUE', count: 1 },
        { state: 'SUCCEEDED', count: 2 },
      ]);
    expect(await capturesOf(bad ?? { orderId: '' })).toEqual([{ state: 'LEASED', count: 2 }]);
    expect(counted.alone).toBeGreaterThan(0);
  });
});

describe('concurrent lease requests', () => {
  test('get each step once, and do not wait for a step locked by another session', async () => {
    const [order] = await paidOrders(1);
    const due = await started.database.sql<{ id: string }>(
      `SELECT id FROM psp_step WHERE kind = 'CAPTURE' AND state = 'DUE' AND subject_id = $1 ORDER BY id`,
      [order?.orderId],
    );
    const ids = due.flatMap(({ id }) => parseId('stp', id) ?? []);
    expect(ids).toHaveLength(2);
    const [locked] = ids;
    const holder = new Client({ connectionString: started.database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM psp_step WHERE id = $1 FOR UPDATE', [locked]);
    const { steps } = started.services;
    const requested = [...ids, ...ids, ...ids];
    const leased = await Promise.all(requested.map((id) => steps.lease(id, 20_000)));
    await holder.query('COMMIT');
    await holder.end();
    expect(leased.flatMap((step) => step?.id ?? [])).toEqual([ids[1]]);
    expect((await steps.lease(ids[0] ?? fail(), 20_000))?.id).toBe(locked);
  });
});

function fail(): never {
  throw new Error('no such step');
}
