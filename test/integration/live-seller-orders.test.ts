import { randomUUID } from 'node:crypto';

import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { openLiveChannel } from '../../adapters/redis/live-channel.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { Device } from '../harness/device.js';
import { watchLive } from '../harness/live-watch.js';
import { type PlaceOrderAnswer, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { actOnServer } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';
import { newcomer, signedIn } from './identity-fixture.js';

type SellerOrder = { id: string; version: number; status: string; paymentOrder: { status: string } | null };
type Update = { isSnapshot: boolean; sellerOrders: SellerOrder[] };

const UPDATED = `subscription ($id: ID!) { sellerOrderUpdated(id: $id) {
  isSnapshot sellerOrders { id version status seller { id } paymentOrder { status } } } }`;
const SHIP = `mutation ($input: ShipSellerOrderInput!) { shipSellerOrder(input: $input) {
  __typename ... on UserError { code message } } }`;

const CONFIRM = `mutation ($input: ConfirmDeliveryInput!) { confirmDelivery(input: $input) {
  ... on DeliveryConfirmed { sellerOrder { status deliveredAt } } ... on UserError { code message } } }`;

let system: TestSystem;
let shopper: Shopper;
let sellerId: string;
let member: Device;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
  const [seller] = await system.database.sql<{ id: string }>(
    `SELECT id FROM seller WHERE slug = 'kiln-and-clay'`,
  );
  sellerId = seller?.id ?? '';
});

/** A new member of the seller. */
async function newMember(): Promise<{ device: Device; accountId: string }> {
  const { device, email } = await newcomer(system);
  const [account] = await system.database.sql<{ id: string }>(
    `UPDATE account SET role = 'SELLER' WHERE email = $1 RETURNING id`,
    [email],
  );
  const accountId = account?.id ?? '';
  await system.database.sql('INSERT INTO seller_member (account_id, seller_id) VALUES ($1, $2)', [
    accountId,
    sellerId,
  ]);
  return { device, accountId };
}

beforeEach(async () => {
  member = (await newMember()).device;
});

const sellerOrderIdOf = async ({ orderId }: PlaceOrderAnswer): Promise<string> => {
  const rows = await system.database.sql<{ id: string }>(
    'SELECT id FROM seller_order WHERE order_id = $1 AND seller_id = $2',
    [orderId, sellerId],
  );
  return rows[0]?.id ?? '';
};

const paid = async () => {
  const order = await shopper.buy({ sellers: 10 });
  return { order, sellerOrderId: await sellerOrderIdOf(order) };
};

const ship = (sellerOrderId: string) =>
  member.result(SHIP, {
    input: {
      sellerOrderId,
      carrier: 'DHL',
      trackingNumber: '00340434161094042557',
      idempotencyKey: randomUUID(),
    },
  });

const has =
  (sellerOrderId: string, state: (sellerOrder: SellerOrder) => boolean) =>
  ({ sellerOrders }: Update): boolean =>
    sellerOrders.some((each) => each.id === sellerOrderId && state(each));

const watch = (device: Device, id: string) => watchLive<Update>(device, UPDATED, { variables: { id } });

/** Expects every seller order to be sent in rising versions. */
function expectRising(events: readonly Update[]): void {
  const last = new Map<string, number>();
  for (const { id, version } of events.flatMap(({ sellerOrders }) => sellerOrders)) {
    expect(version).toBeGreaterThan(last.get(id) ?? 0);
    last.set(id, version);
  }
}

describe('a seller’s subscription', () => {
  test('gets the present state, then each order that is paid, shipped or delivered', async () => {
    const before = await paid();
    const seen = watch(member, sellerId);
    const snapshot = await seen.until(({ isSnapshot }) => isSnapshot);
    expect(snapshot).toBe(seen.events[0]);
    expect(snapshot.sellerOrders.map(({ id }) => id)).toContain(before.sellerOrderId);

    const unpaid = await shopper.place(await shopper.fillCart({ sellers: 10 }));
    const { sellerOrderId } = await paid();
    await seen.until(has(sellerOrderId, ({ paymentOrder }) => paymentOrder?.status === 'CAPTURED'));
    expect(await ship(sellerOrderId)).toMatchObject({ __typename: 'SellerOrderShipped' });
    await seen.until(has(sellerOrderId, ({ status }) => status === 'SHIPPED'));
    const arrived = { sellerOrderId, idempotencyKey: randomUUID() };
    expect(await member.result(CONFIRM, { input: arrived })).toMatchObject({
      sellerOrder: { status: 'CLOSED' },
    });
    await seen.until(has(sellerOrderId, ({ status }) => status === 'CLOSED'));

    const never = await sellerOrderIdOf(unpaid);
    expect(seen.events.some(has(never, () => true))).toBe(false);
    expect(seen.events.filter(({ isSnapshot }) => isSnapshot)).toHaveLength(1);
    expectRising(seen.events);
  });

  test('follows one seller order by its id only', async () => {
    const [{ sellerOrderId }, other] = [await paid(), await paid()];
    const seen = watch(member, sellerOrderId);
    await seen.until(({ isSnapshot }) => isSnapshot);
    await ship(other.sellerOrderId);
    await ship(sellerOrderId);
    await seen.until(has(sellerOrderId, ({ status }) => status === 'SHIPPED'));
    expect(new Set(seen.events.flatMap(({ sellerOrders }) => sellerOrders.map(({ id }) => id)))).toEqual(
      new Set([sellerOrderId]),
    );
    expectRising(seen.events);
  });

  test('gets fifty quick changes in rising versions, including the last', async () => {
    const { order, sellerOrderId } = await paid();
    const [desk, detail] = [watch(member, sellerId), watch(member, sellerOrderId)];
    await Promise.all([desk, detail].map((seen) => seen.until(({ isSnapshot }) => isSnapshot)));
    const channel = openLiveChannel({ url: system.redisUrl, onError: () => undefined });
    atEndOfFile(() => Promise.resolve(channel.close()));
    await waitFor(() => channel.isConnected(), { what: 'the channel' });
    let version = 0;
    const bump = 'UPDATE orders SET version = version + 1 WHERE id = $1 RETURNING version';
    for (let nth = 0; nth < 50; nth += 1) {
      const [row] = await system.database.sql<{ version: number }>(bump, [order.orderId]);
      version = row?.version ?? 0;
      // Duplicated and out of order, as announcements from several processes may be.
      channel.announce({ orderId: order.orderId, version });
      channel.announce({ orderId: order.orderId, version: version - 1 });
    }
    for (const seen of [desk, detail]) {
      await seen.until(has(sellerOrderId, (each) => each.version === version));
      expectRising(seen.events);
    }
  });
});

describe('a stranger', () => {
  test.each([
    ['who is not signed in', () => Promise.resolve(new Device(system.apiUrl)), 'SIGN_IN_REQUIRED'],
    ['who is a shopper', async () => (await newcomer(system)).device, 'NOT_PERMITTED'],
    ['of another seller', () => signedIn(system, 'folio@splitcart.example', 'demo-folio-2026'), 'NOT_FOUND'],
  ])('%s is denied, by either id', async (_who, enter, code) => {
    const device = await enter();
    const { sellerOrderId } = await paid();
    expect(await watch(device, sellerOrderId).ended()).toBe(code);
    expect(await watch(device, sellerId).ended()).toBe(code);
  });

  test('a member gets NOT_FOUND for unpaid, unknown and malformed ids', async () => {
    const unpaid = await sellerOrderIdOf(await shopper.place(await shopper.fillCart({ sellers: 10 })));
    for (const id of [unpaid, 'so_00000000000000000000000000', 'sel_00000000000000000000000000', 'x'])
      expect(await watch(member, id).ended()).toBe('NOT_FOUND');
  });
});

describe('an active subscription', () => {
  test('ends with the current error when the membership or the role is revoked', async () => {
    const { sellerOrderId } = await paid();
    const revocations: [string, string, string][] = [
      ['DELETE FROM seller_member WHERE account_id = $1', sellerId, 'NOT_FOUND'],
      ['DELETE FROM seller_member WHERE account_id = $1', sellerOrderId, 'NOT_FOUND'],
      [`UPDATE account SET role = 'SHOPPER' WHERE id = $1`, sellerId, 'NOT_PERMITTED'],
    ];
    const watched = await Promise.all(
      revocations.map(async ([revoke, id, code]) => {
        const { device, accountId } = await newMember();
        const seen = watch(device, id);
        await seen.until(({ isSnapshot }) => isSnapshot);
        await system.database.sql(revoke, [accountId]);
        return { seen, code };
      }),
    );
    await ship(sellerOrderId);
    for (const { seen, code } of watched) {
      expect(await seen.ended()).toBe(code);
      // A capture that was under way may have come before; what happened after the revocation must not.
      expect(seen.events.some(has(sellerOrderId, ({ status }) => status === 'SHIPPED'))).toBe(false);
    }
  });

  test('continues after the api is killed: the present state again, then changes', async () => {
    const { sellerOrderId } = await paid();
    const seen = watch(member, sellerId);
    await seen.until(({ isSnapshot }) => isSnapshot);
    await system.api.kill('SIGKILL');
    await system.api.start();
    await seen.until((event) => event.isSnapshot && event !== seen.events[0]);
    expect(seen.sockets()).toBe(2);
    await ship(sellerOrderId);
    await seen.until(has(sellerOrderId, ({ status }) => status === 'SHIPPED'));
  });

  test('continues while Redis is down and after it recovers', async () => {
    const [first, second] = [await paid(), await paid()];
    const [desk, detail] = [watch(member, sellerId), watch(member, first.sellerOrderId)];
    await Promise.all([desk, detail].map((seen) => seen.until(({ isSnapshot }) => isSnapshot)));
    const isShipped = ({ status }: SellerOrder) => status === 'SHIPPED';
    await actOnServer('redis', 'stop');
    try {
      await ship(first.sellerOrderId);
      await desk.until(has(first.sellerOrderId, isShipped));
      await detail.until(has(first.sellerOrderId, isShipped));
    } finally {
      await actOnServer('redis', 'start');
    }
    await ship(second.sellerOrderId);
    await desk.until(has(second.sellerOrderId, isShipped));
    expectRising(desk.events);
    expect(desk.sockets()).toBe(1);
  });
});
