import { beforeAll, describe, expect, test } from 'vitest';

import { openDatabase } from '../../adapters/postgres/database/database.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { Device } from '../harness/device.js';
import { type LiveWatch, watchLive } from '../harness/live-watch.js';
import { fault, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { actOnServer } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';
import { newcomer, signedIn } from './identity-fixture.js';

type Entry = Record<
  'id' | 'kind' | 'subjectId' | 'orderId' | 'orderNumber' | 'machine' | 'to' | 'reason' | 'actor' | 'cause',
  string | null
> & { step: { kind: string; state: string } | null; webhookEvent: { state: string } | null };
type Update = { isSnapshot: boolean; cursor: string; entries: Entry[] };

const ACTIVITY = `subscription ($first: Int!, $after: String) { opsActivity(first: $first, after: $after) {
  isSnapshot cursor entries { id kind subjectId orderId orderNumber machine from to reason actor cause
    step { kind state } webhookEvent { state } } } }`;
const RETRY = `mutation ($input: RetryStepInput!) { retryStep(input: $input) { __typename ... on UserError { code } } }`;

let system: TestSystem;
let shopper: Shopper;
let ops: Device;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
  ops = await signedIn(system, 'ops@splitcart.example', 'demo-ops-2026');
});

const watch = (device: Device, variables: { first?: number; after?: string } = {}): LiveWatch<Update> =>
  watchLive<Update>(device, ACTIVITY, { variables: { first: 5, ...variables } });

const entriesOf = (seen: LiveWatch<Update>): Entry[] => seen.events.flatMap(({ entries }) => entries);

const untilEntry = (seen: LiveWatch<Update>, isWanted: (entry: Entry) => boolean): Promise<Entry> =>
  waitFor(() => entriesOf(seen).find(isWanted), { what: 'a matching entry' });

/** The whole history by position, from the database. */
const written = async (): Promise<string[]> => {
  const rows = await system.database.sql<{ position: string }>(
    `SELECT position::text FROM (SELECT position FROM state_transition UNION ALL SELECT position FROM ops_activity) e ORDER BY e.position`,
  );
  return rows.map(({ position }) => position);
};

const captured = (orderId: string) => (entry: Entry) =>
  entry.orderId === orderId && entry.machine === 'Payment' && entry.to === 'CAPTURED';

const account = async (
  role: string,
): Promise<{ device: Device; become: (role: string) => Promise<unknown> }> => {
  const { device, email } = await newcomer(system);
  const become = (next: string) =>
    system.database.sql('UPDATE account SET role = $2 WHERE email = $1', [email, next]);
  await become(role);
  return { device, become };
};

describe('the operations feed', () => {
  test('starts with the latest entries, then has every transition of an order, in order, once', async () => {
    await shopper.buy({ sellers: 2 });
    const seen = watch(ops);
    const snapshot = await seen.until(({ isSnapshot }) => isSnapshot);
    expect(snapshot.entries).toHaveLength(5);
    const order = await shopper.buy({ sellers: 3 });
    await untilEntry(seen, captured(order.orderId));
    const ids = entriesOf(seen).map(({ id }) => id ?? '');
    const all = await written();
    expect(ids).toEqual(all.slice(all.indexOf(ids[0] ?? ''), all.indexOf(ids.at(-1) ?? '') + 1));
    expect(seen.events.filter(({ isSnapshot }) => isSnapshot)).toHaveLength(1);
    const placed = entriesOf(seen).find(
      ({ orderId, machine }) => orderId === order.orderId && machine === 'Order',
    );
    expect(placed).toMatchObject({
      kind: 'TRANSITION',
      to: 'PENDING_PAYMENT',
      orderNumber: order.orderNumber,
      actor: 'GUEST',
      cause: 'placeOrder',
    });
  });

  test('resumes after a cursor, however much has happened since, and ignores an unknown cursor', async () => {
    const before = watch(ops, { first: 1 });
    const { cursor, entries } = await before.until(({ isSnapshot }) => isSnapshot);
    before.stop();
    const orders = await Promise.all(Array.from({ length: 6 }, () => shopper.buy({ sellers: 3 })));
    await waitFor(
      async () =>
        (await Promise.all(orders.map((each) => shopper.fetchOrder(each)))).every(
          (each) => each.payment.status === 'CAPTURED',
        ),
      { what: 'the captures', timeoutMs: 60_000 },
    );
    const all = await written();
    const missed = all.slice(all.indexOf(entries.at(-1)?.id ?? '') + 1);
    expect(missed.length).toBeGreaterThan(100);
    const after = watch(ops, { after: cursor });
    await waitFor(() => entriesOf(after).length >= missed.length, { what: 'the missed entries' });
    expect(entriesOf(after).map(({ id }) => id)).toEqual(missed);
    expect(after.events.every((each) => !each.isSnapshot && each.entries.length <= 100)).toBe(true);
    const unknown = watch(ops, { after: 'what' });
    expect((await unknown.until(() => true)).isSnapshot).toBe(true);
  });

  test('reports a step that needs attention, a parked webhook event and a repair, with reasons', async () => {
    const seen = watch(ops);
    await seen.until(() => true);
    const removeFault = await fault(system, {
      operation: 'payment_intents.capture',
      kind: 'rate_limit',
      retryAfterSeconds: 2,
    });
    const order = await shopper.buy({ sellers: 1 });
    const stepId = await waitFor(
      async () =>
        (
          await system.database.sql<{ id: string }>(
            `UPDATE psp_step SET state = 'NEEDS_ATTENTION', attempt = 12, error = 'timeout'
             WHERE subject_id = $1 AND kind = 'CAPTURE' AND state = 'DUE' RETURNING id`,
            [order.orderId],
          )
        )[0]?.id,
      { what: 'a capture that needs attention' },
    );
    await removeFault();
    const { orderId, orderNumber } = order;
    expect(await untilEntry(seen, ({ kind }) => kind === 'STEP_NEEDS_ATTENTION')).toMatchObject({
      ...{ subjectId: stepId, orderId, orderNumber, reason: 'timeout', actor: 'WORKER', webhookEvent: null },
      step: { kind: 'CAPTURE', state: 'NEEDS_ATTENTION' },
    });
    const [event] = await system.database.sql<{ id: string }>(
      `UPDATE webhook_event SET processed_at = NULL, parked_at = now(), parked_reason = 'no response'
       WHERE psp_object_id = (SELECT psp_intent_id FROM payment_intent WHERE order_id = $1) AND parked_at IS NULL
         AND id = (SELECT min(id) FROM webhook_event WHERE psp_object_id = (SELECT psp_intent_id FROM payment_intent WHERE order_id = $1)) RETURNING id`,
      [orderId],
    );
    expect(await untilEntry(seen, ({ kind }) => kind === 'WEBHOOK_PARKED')).toMatchObject({
      ...{ subjectId: event?.id, orderId, reason: 'no response', step: null },
      webhookEvent: { state: 'PARKED' },
    });
    const reason = 'The PSP has recovered.';
    await ops.result(RETRY, { input: { stepId, reason, dryRun: false } });
    const repair = await untilEntry(seen, ({ kind }) => kind === 'OPERATOR_ACTION');
    expect(repair).toMatchObject({
      ...{ subjectId: stepId, orderId, reason, actor: 'OPERATOR', cause: 'RETRY_STEP' },
      step: { kind: 'CAPTURE' },
    });
    // The step is loaded afresh, not reused from the earlier entry.
    expect(repair.step?.state).not.toBe('NEEDS_ATTENTION');
    await untilEntry(seen, captured(orderId));
  });

  test('waits for transactions that began earlier, so that no entry appears behind the cursor', async () => {
    const { orderId } = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    const seen = watch(ops);
    await seen.until(() => true);
    const database = await openDatabase({
      url: system.database.url,
      poolMax: 1,
      applicationName: 'splitcart-test',
    });
    atEndOfFile(() => database.close());
    const slow = await database.pool.connect();
    const insert = `INSERT INTO ops_activity (kind, subject_id, order_id) VALUES ('STEP_NEEDS_ATTENTION', $1, $2)`;
    try {
      await slow.query('BEGIN');
      await slow.query(insert, ['the slow one', orderId]);
      await system.database.sql(insert, ['the quick one', orderId]);
      const later = watch(ops, { first: 50 });
      const isBlocked = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_snapshot_xmin%'
        AND pid <> pg_backend_pid() AND query_start > (SELECT occurred_at FROM ops_activity WHERE subject_id = 'the quick one')`;
      await waitFor(
        async () => later.events.length > 0 || (await system.database.sql(isBlocked)).length > 0,
        { what: 'a read of the log during the slow transaction' },
      );
      await slow.query('COMMIT');
      for (const each of [seen, later]) {
        await untilEntry(each, ({ subjectId }) => subjectId === 'the quick one');
        const subjects = entriesOf(each).map(({ subjectId }) => subjectId);
        expect(subjects.filter((subject) => subject?.endsWith('one'))).toEqual([
          'the slow one',
          'the quick one',
        ]);
      }
    } finally {
      slow.release();
    }
  });
});

describe('an active operations subscription', () => {
  test('requires the operations role, and ends when it is revoked', async () => {
    expect(await watch(new Device(system.apiUrl)).ended()).toBe('SIGN_IN_REQUIRED');
    expect(await watch((await account('FINANCE')).device).ended()).toBe('NOT_PERMITTED');
    const { device, become } = await account('OPS');
    const seen = watch(device);
    await seen.until(() => true);
    await become('SHOPPER');
    await shopper.place(await shopper.fillCart({ sellers: 1 }));
    expect(await seen.ended()).toBe('NOT_PERMITTED');
    expect(seen.events).toHaveLength(1);
  });

  test('continues after the api is killed and while Redis is down', async () => {
    const seen = watch(ops);
    await seen.until(() => true);
    await system.api.kill('SIGKILL');
    await system.api.start();
    await seen.until((event) => event.isSnapshot && event !== seen.events[0]);
    await actOnServer('redis', 'stop');
    try {
      const { orderId } = await shopper.place(await shopper.fillCart({ sellers: 1 }));
      await untilEntry(seen, (entry) => entry.orderId === orderId);
    } finally {
      await actOnServer('redis', 'start');
    }
    expect(seen.sockets()).toBe(2);
  });
});
