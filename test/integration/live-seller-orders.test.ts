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

type Part = { id: string; version: number; status: string; paymentOrder: { status: string } | null };
type Update = { isSnapshot: boolean; sellerOrders: Part[] };

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

/** Somebody who became a member of the seller just now. */
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

const partOf = async ({ orderId }: PlaceOrderAnswer): Promise<string> => {
  const rows = await system.database.sql<{ id: string }>(
    'SELECT id FROM seller_order WHERE order_id = $1 AND seller_id = $2',
    [orderId, sellerId],
  );
  return rows[0]?.id ?? '';
};

const paid = async () => {
  const order = await shopper.buy({ sellers: 10 });
  return { order, part: await partOf(order) };
};

const ship = (part: string) =>
  member.result(SHIP, {
    input: {
      sellerOrderId: part,
      carrier: 'DHL',
      trackingNumber: '00340434161094042557',
      idempotencyKey: randomUUID(),
    },
  });

const has =
  (part: string, state: (part: Part) => boolean) =>
  ({ sellerOrders }: Update): boolean =>
    sellerOrders.some((each) => each.id === part && state(each));

const watch = (device: Device, id: string) => watchLive<Update>(device, UPDATED, { variables: { id } });

/** No seller order was ever sent in a version that is not above the one before. */
function expectRising(events: readonly Update[]): void {
  const last = new Map<string, number>();
  for (const { id, version } of events.flatMap(({ sellerOrders }) => sellerOrders)) {
    expect(version).toBeGreaterThan(last.get(id) ?? 0);
    last.set(id, version);
  }
}

describe('a seller’s desk', () => {
  test('gets what is present, then each order that is paid, each that is shipped and each that has arrived', async () => {
    const before = await paid();
    const seen = watch(member, sellerId);
    const snapshot = await seen.until(({ isSnapshot }) => isSnapshot);
    expect(snapshot).toBe(seen.events[0]);
    expect(snapshot.sellerOrders.map(({ id }) => id)).toContain(before.part);

    const unpaid = await shopper.place(await shopper.fillCart({ sellers: 10 }));
    const { part } = await paid();
    await seen.until(has(part, ({ paymentOrder }) => paymentOrder?.status === 'CAPTURED'));
    expect(await ship(part)).toMatchObject({ __typename: 'SellerOrderShipped' });
    await seen.until(has(part, ({ status }) => status === 'SHIPPED'));
    const arrived = { sellerOrderId: part, idempotencyKey: randomUUID() };
    expect(await member.result(CONFIRM, { input: arrived })).toMatchObject({
      sellerOrder: { status: 'CLOSED' },
    });
    await seen.until(has(part, ({ status }) => status === 'CLOSED'));

    const never = await partOf(unpaid);
    expect(seen.events.some(has(never, () => true))).toBe(false);
    expect(seen.events.filter(({ isSnapshot }) => isSnapshot)).toHaveLength(1);
    expectRising(seen.events);
  });

  test('follows one seller order by its id, and nothing else', async () => {
    const [{ part }, other] = [await paid(), await paid()];
    const seen = watch(member, part);
    await seen.until(({ isSnapshot }) => isSnapshot);
    await ship(other.part);
    await ship(part);
    await seen.until(has(part, ({ status }) => status === 'SHIPPED'));
    expect(new Set(seen.events.flatMap(({ sellerOrders }) => sellerOrders.map(({ id }) => id)))).toEqual(
      new Set([part]),
    );
    expectRising(seen.events);
  });

  test('is told of fifty quick changes in rising versions, the last one included', async () => {
    const { order, part } = await paid();
    const [desk, detail] = [watch(member, sellerId), watch(member, part)];
    await Promise.all([desk, detail].map((seen) => seen.until(({ isSnapshot }) => isSnapshot)));
    const channel = openLiveChannel({ url: system.redisUrl, onError: () => undefined });
    atEndOfFile(() => Promise.resolve(channel.close()));
    await waitFor(() => channel.isConnected(), { what: 'the channel' });
    let version = 0;
    const bump = 'UPDATE orders SET version = version + 1 WHERE id = $1 RETURNING version';
    for (let nth = 0; nth < 50; nth += 1) {
      const [row] = await system.database.sql<{ version: number }>(bump, [order.orderId]);
      version = row?.version ?? 0;
      // Doubled and out of order, as announcements of several processes may be.
      channel.announce({ orderId: order.orderId, version });
      channel.announce({ orderId: order.orderId, version: version - 1 });
    }
    for (const seen of [desk, detail]) {
      await seen.until(has(part, (each) => each.version === version));
      expectRising(seen.events);
    }
  });
});

describe('somebody else', () => {
  test.each([
    ['who is not signed in', () => Promise.resolve(new Device(system.apiUrl)), 'SIGN_IN_REQUIRED'],
    ['who shops', async () => (await newcomer(system)).device, 'NOT_PERMITTED'],
    ['of another seller', () => signedIn(system, 'folio@splitcart.example', 'demo-folio-2026'), 'NOT_FOUND'],
  ])('%s is refused, by either id', async (_who, enter, code) => {
    const device = await enter();
    const { part } = await paid();
    expect(await watch(device, part).ended()).toBe(code);
    expect(await watch(device, sellerId).ended()).toBe(code);
  });

  test('finds no seller order that is not paid, unknown, or no id at all', async () => {
    const unpaid = await partOf(await shopper.place(await shopper.fillCart({ sellers: 10 })));
    for (const id of [unpaid, 'so_00000000000000000000000000', 'sel_00000000000000000000000000', 'x'])
      expect(await watch(member, id).ended()).toBe('NOT_FOUND');
  });
});

describe('a subscription under way', () => {
  test('ends with the refusal of today when the membership or the role is taken away', async () => {
    const { part } = await paid();
    const takings: [string, string, string][] = [
      ['DELETE FROM seller_member WHERE account_id = $1', sellerId, 'NOT_FOUND'],
      ['DELETE FROM seller_member WHERE account_id = $1', part, 'NOT_FOUND'],
      [`UPDATE account SET role = 'SHOPPER' WHERE id = $1`, sellerId, 'NOT_PERMITTED'],
    ];
    const watched = await Promise.all(
      takings.map(async ([take, id, code]) => {
        const { device, accountId } = await newMember();
        const seen = watch(device, id);
        await seen.until(({ isSnapshot }) => isSnapshot);
        await system.database.sql(take, [accountId]);
        return { seen, code };
      }),
    );
    await ship(part);
    for (const { seen, code } of watched) {
      expect(await seen.ended()).toBe(code);
      // A capture that was under way may have come before; what happened after the taking must not.
      expect(seen.events.some(has(part, ({ status }) => status === 'SHIPPED'))).toBe(false);
    }
  });

  test('goes on after the api was killed: the present state again, then what changes', async () => {
    const { part } = await paid();
    const seen = watch(member, sellerId);
    await seen.until(({ isSnapshot }) => isSnapshot);
    await system.api.kill('SIGKILL');
    await system.api.start();
    await seen.until((event) => event.isSnapshot && event !== seen.events[0]);
    expect(seen.sockets()).toBe(2);
    await ship(part);
    await seen.until(has(part, ({ status }) => status === 'SHIPPED'));
  });

  test('goes on while Redis is away and when it is back', async () => {
    const [first, second] = [await paid(), await paid()];
    const [desk, detail] = [watch(member, sellerId), watch(member, first.part)];
    await Promise.all([desk, detail].map((seen) => seen.until(({ isSnapshot }) => isSnapshot)));
    const isShipped = ({ status }: Part) => status === 'SHIPPED';
    await actOnServer('redis', 'stop');
    try {
      await ship(first.part);
      await desk.until(has(first.part, isShipped));
      await detail.until(has(first.part, isShipped));
    } finally {
      await actOnServer('redis', 'start');
    }
    await ship(second.part);
    await desk.until(has(second.part, isShipped));
    expectRising(desk.events);
    expect(desk.sockets()).toBe(1);
  });
});
