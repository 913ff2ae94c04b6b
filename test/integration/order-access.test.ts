import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

import { beforeAll, describe, expect, test } from 'vitest';
import type WebSocket from 'ws';

import { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { newcomer, signedIn } from './identity-fixture.js';

let system: TestSystem;
let ops: Device;

beforeAll(async () => {
  system = await startSystem({ workers: false });
  ops = await staff('ops');
});

const staff = (name: string) => signedIn(system, `${name}@splitcart.example`, `demo-${name}-2026`);

type Order = { orderId: string; paymentId: string; paymentIntentId: string; orderToken: string };

/** Places an order from the device's account cart; returns it with the request's correlation id. */
async function orderOf(device: Device): Promise<Order & { correlationId: string }> {
  const [item] = await system.database.sql<{ item_id: string }>(
    'SELECT item_id FROM stock WHERE on_hand > 1000 ORDER BY item_id LIMIT 1',
  );
  const added = await device.result(
    `mutation ($itemId: ID!) { addCartLine(input: { itemId: $itemId, quantity: 1 }) { ... on CartChanged { cart { quote { version } } } } }`,
    { itemId: item?.item_id },
  );
  const { cart } = added as { cart: { quote: { version: string } } };
  const correlationId = `order-${randomUUID()}`;
  const input = {
    quoteVersion: cart.quote.version,
    email: 'pat@example.com',
    shipTo: { name: 'Pat', line1: 'Lane 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
    idempotencyKey: randomUUID(),
  };
  const placed = await device.result(
    `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
      ... on PlaceOrderSuccess { orderId paymentId paymentIntentId orderToken } ... on UserError { code message } } }`,
    { input },
    { 'x-correlation-id': correlationId },
  );
  expect(placed).toHaveProperty('orderId');
  return { ...(placed as unknown as Order), correlationId };
}

const ORDER = 'query ($id: ID!) { order(id: $id) { id payment { intents { clientSecret } } } }';
const PAYMENT = 'query ($id: ID!) { payment(id: $id) { id intents { clientSecret } } }';

const seesOrder = async (device: Device, { orderId }: Order) =>
  (await device.send(ORDER, { id: orderId })).data?.['order'];
const seesPayment = async (device: Device, { paymentId }: Order) =>
  (await device.send(PAYMENT, { id: paymentId })).data?.['payment'];
const authorize = (device: Device, { paymentIntentId }: Order, confirmationToken: string) =>
  device.result(
    `mutation ($input: AuthorizePaymentInput!) { authorizePayment(input: $input) {
      __typename ... on AuthorizePaymentSuccess { paymentIntentStatus } ... on UserError { code } } }`,
    { input: { paymentIntentId, confirmationToken, idempotencyKey: randomUUID() } },
  );
const retry = (device: Device, { paymentId }: Order) =>
  device.result(
    `mutation ($input: RetryPaymentInput!) { retryPayment(input: $input) { __typename ... on UserError { code } } }`,
    { input: { paymentId, idempotencyKey: randomUUID() } },
  );

type Message = { type: string; payload: unknown };

async function nextMessage(socket: WebSocket): Promise<Message> {
  const [message] = (await once(socket, 'message')) as [Buffer];
  return JSON.parse(message.toString()) as Message;
}

async function subscribed(
  device: Device,
  query: string,
  id: string,
): Promise<{ socket: WebSocket; first: Message }> {
  const socket = await device.openSocket();
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { id } } }));
  return { socket, first: await nextMessage(socket) };
}

const ORDER_UPDATED = 'subscription ($id: ID!) { orderUpdated(orderId: $id) { id status } }';
const PAYMENT_UPDATED = 'subscription ($id: ID!) { paymentUpdated(paymentId: $id) { id status } }';

describe('an account’s order', () => {
  test('can be read and paid by its owner without a token, on any device', async () => {
    const { device } = await newcomer(system);
    const order = await orderOf(device);
    expect(await seesOrder(device.copy(), order)).toMatchObject({
      payment: { intents: [{ clientSecret: expect.stringContaining('secret') as string }] },
    });
    expect((await subscribed(device, ORDER_UPDATED, order.orderId)).first.type).toBe('next');
    expect((await subscribed(device, PAYMENT_UPDATED, order.paymentId)).first.type).toBe('next');
    const declined = await new Shopper(system).card('4000000000000002');
    expect(await authorize(device, order, declined)).toMatchObject({ __typename: 'PaymentDeclined' });
    expect(await retry(device, order)).toMatchObject({ __typename: 'RetryPaymentSuccess' });
  });

  test('is not found by anyone else, by any path', async () => {
    const order = await orderOf((await newcomer(system)).device);
    const card = await new Shopper(system).card();
    const others = [(await newcomer(system)).device, new Device(system.apiUrl), await staff('kiln')];
    for (const other of others) {
      expect(await seesOrder(other, order)).toBeNull();
      expect(await seesPayment(other, order)).toBeNull();
      expect(await authorize(other, order, card)).toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
      expect(await retry(other, order)).toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
      for (const [query, id] of [
        [ORDER_UPDATED, order.orderId],
        [PAYMENT_UPDATED, order.paymentId],
      ] as const) {
        const { first } = await subscribed(other, query, id);
        expect(first).toMatchObject({
          payload: { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] },
        });
      }
    }
  });

  test('is visible to operations without the client secret, and they cannot pay it', async () => {
    const order = await orderOf((await newcomer(system)).device);
    expect(await seesOrder(ops, order)).toMatchObject({ payment: { intents: [{ clientSecret: null }] } });
    expect(await authorize(ops, order, await new Shopper(system).card())).toMatchObject({
      code: 'PAYMENT_NOT_FOUND',
    });
    const finance = await staff('finance');
    expect(await seesOrder(finance, order)).toBeNull();
    expect(await seesPayment(finance, order)).toMatchObject({ intents: [{ clientSecret: null }] });
  });

  test('is no longer sent to an operator who has since become a shopper', async () => {
    const { device } = await newcomer(system);
    const order = await orderOf(device);
    const { device: operator, email } = await newcomer(system);
    const become = (role: string) =>
      system.database.sql('UPDATE account SET role = $2 WHERE email = $1', [email, role]);
    await become('OPS');
    const { socket, first } = await subscribed(operator, ORDER_UPDATED, order.orderId);
    expect(first.type).toBe('next');
    await become('SHOPPER');
    const next = nextMessage(socket);
    await authorize(device, order, await new Shopper(system).card());
    expect(await next).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  test('records actor, request and cause in its history', async () => {
    const { device } = await newcomer(system);
    const order = await orderOf(device);
    const rows = await system.database.sql<Record<string, string>>(
      `SELECT DISTINCT t.actor, a.id = t.actor_id AS is_owner, t.cause, t.correlation_id
       FROM state_transition t JOIN orders o ON o.id = t.order_id LEFT JOIN account a ON a.id = o.account_id WHERE o.id = $1`,
      [order.orderId],
    );
    expect(rows).toEqual([
      { actor: 'shopper', is_owner: true, cause: 'placeOrder', correlation_id: order.correlationId },
    ]);
  });

  test('has an append-only history, even for the database owner', async () => {
    const { orderId } = await orderOf((await newcomer(system)).device);
    const { sql } = system.database;
    await expect(
      sql(`UPDATE state_transition SET actor = 'psp' WHERE order_id = $1`, [orderId]),
    ).rejects.toThrow('append-only');
    await expect(sql('DELETE FROM state_transition WHERE order_id = $1', [orderId])).rejects.toThrow(
      'append-only',
    );
    await expect(sql('TRUNCATE state_transition')).rejects.toThrow('append-only');
    await expect(
      sql(
        `INSERT INTO state_transition (order_id, machine, entity_id, to_state, actor, cause) VALUES ($1, 'Order', $1, 'CANCELED', 'operator', 'manual repair')`,
        [orderId],
      ),
    ).rejects.toThrow('state_transition_people_are_named');
  });

  test('leaves no order token in the confirm step', async () => {
    const { device } = await newcomer(system);
    const order = await orderOf(device);
    await authorize(device, order, await new Shopper(system).card());
    const [step] = await system.database.sql<{ params: string }>(
      `SELECT params::text FROM psp_step WHERE subject_id = $1 AND kind = 'CONFIRM'`,
      [order.orderId],
    );
    expect(step?.params).toContain(`/orders/${order.orderId}`);
    expect(step?.params).not.toContain(order.orderToken);
  });
});
