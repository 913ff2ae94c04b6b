import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { Device } from '../harness/device.js';
import { Shopper, type PlaceOrderAnswer } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { newcomer } from './identity-fixture.js';

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem({ workers: false });
});

const guestOrder = async (): Promise<PlaceOrderAnswer> => {
  const shopper = new Shopper(system);
  return shopper.place(await shopper.fillCart({ sellers: 1 }));
};

const adopt = (device: Device, { orderId, orderToken }: PlaceOrderAnswer, token = orderToken) =>
  device.result(
    `mutation ($input: AdoptOrderInput!) { adoptOrder(input: $input) {
      ... on AdoptOrderSuccess { adopted order { id history { edges { node { machine to actor } } } } } ... on UserError { code } } }`,
    { input: { orderId, token } },
  );

const askLink = (orderNumber: string, email: string) =>
  new Device(system.apiUrl).result(
    `mutation ($input: RequestOrderLinkInput!) { requestOrderLink(input: $input) {
      __typename ... on RequestOrderLinkSuccess { requested } ... on UserError { code field } } }`,
    { input: { orderNumber, email } },
  );

const ordersOf = async (device: Device): Promise<string[]> => {
  const { data } = await device.send('{ viewer { orders { edges { node { id } } } } }');
  const viewer = data?.['viewer'] as { orders: { edges: { node: { id: string } }[] } };
  return viewer.orders.edges.map(({ node }) => node.id);
};

const entriesOf = (orderId: string) =>
  system.database.sql(
    `SELECT from_state, to_state, actor, a.email, cause FROM state_transition t LEFT JOIN account a ON a.id = t.actor_id
     WHERE order_id = $1 AND machine = 'OrderOwner'`,
    [orderId],
  );

describe('a guest’s order', () => {
  test('is adopted with its token, appears in the account’s list, and records the adopter', async () => {
    const order = await guestOrder();
    const { device, email } = await newcomer(system);
    expect(await ordersOf(device)).toEqual([]);
    expect(await adopt(device, order)).toMatchObject({ adopted: true, order: { id: order.orderId } });
    expect(await ordersOf(device)).toEqual([order.orderId]);
    expect(await entriesOf(order.orderId)).toEqual([
      { from_state: 'GUEST', to_state: 'ACCOUNT', actor: 'shopper', email, cause: 'adoptOrder' },
    ]);
  });

  test('adopted repeatedly by one account, even concurrently, is adopted once', async () => {
    const order = await guestOrder();
    const { device } = await newcomer(system);
    const answers = await Promise.all([
      adopt(device, order),
      adopt(device.copy(), order),
      adopt(device, order),
    ]);
    expect(answers.map(({ adopted }) => adopted).filter((adopted) => adopted === true)).toHaveLength(1);
    expect(await adopt(device, order)).toMatchObject({ adopted: false });
    expect(await entriesOf(order.orderId)).toHaveLength(1);
  });

  test('claimed by four accounts concurrently goes to one; the others get ORDER_ALREADY_OWNED', async () => {
    const order = await guestOrder();
    const people = await Promise.all(Array.from({ length: 4 }, () => newcomer(system)));
    const answers = await Promise.all(people.map(({ device }) => adopt(device, order)));
    expect(
      answers
        .map(({ code, adopted }) => String(code ?? adopted))
        .toSorted((left, right) => left.localeCompare(right)),
    ).toEqual(['ORDER_ALREADY_OWNED', 'ORDER_ALREADY_OWNED', 'ORDER_ALREADY_OWNED', 'true']);
    const lists = await Promise.all(people.map(({ device }) => ordersOf(device)));
    expect(lists.flat()).toEqual([order.orderId]);
  });

  test('cannot be adopted with a wrong token or without an account', async () => {
    const order = await guestOrder();
    const { device } = await newcomer(system);
    expect(await adopt(device, order, 'wrong')).toEqual({ code: 'ORDER_NOT_FOUND' });
    expect(await adopt(new Device(system.apiUrl), order)).toEqual({ code: 'SIGN_IN_REQUIRED' });
    expect(await entriesOf(order.orderId)).toEqual([]);
  });

  test('never moves from one account to another, even with its token', async () => {
    const order = await guestOrder();
    const [owner, thief] = [(await newcomer(system)).device, (await newcomer(system)).device];
    await adopt(owner, order);
    expect(await adopt(thief, order)).toEqual({ code: 'ORDER_ALREADY_OWNED' });
    expect(await ordersOf(thief)).toEqual([]);
  });
});

describe('an order link', () => {
  type Mail = { recipient: string; state: string; data: { orderId: string } };
  const mailsFor = (orderNumber: string) =>
    system.database.sql<Mail>(
      `SELECT recipient, state, data FROM mail WHERE template = 'ORDER_LINK' AND data ->> 'orderNumber' = $1 ORDER BY created_at`,
      [orderNumber],
    );
  const asked = { __typename: 'RequestOrderLinkSuccess', requested: true };

  test('is mailed to the order’s email address at most once a minute, with no token in the row', async () => {
    const { orderNumber, orderId, orderToken } = await guestOrder();
    const written = ` ${orderNumber.toLowerCase().replace('-', ' ')}`;
    expect(await askLink(written, 'Shopper@Example.com')).toEqual(asked);
    expect(await askLink(orderNumber, 'shopper@example.com')).toEqual(asked);
    const mails = await mailsFor(orderNumber);
    expect(mails).toMatchObject([{ recipient: 'shopper@example.com', state: 'DUE', data: { orderId } }]);
    expect(JSON.stringify(mails)).not.toContain(orderToken);
  });

  test('gets the same answer for a wrong address or an unknown number, and nothing is sent', async () => {
    const { orderNumber } = await guestOrder();
    const unknown = `${randomUUID().slice(0, 4)}-${randomUUID().slice(0, 4)}`.toUpperCase();
    expect(await askLink(orderNumber, 'somebody@example.com')).toEqual(asked);
    expect(await askLink(unknown, 'shopper@example.com')).toEqual(asked);
    const mails = [...(await mailsFor(orderNumber)), ...(await mailsFor(unknown))];
    expect(mails.map(({ state, data }) => [state, data.orderId])).toEqual([
      ['SUPPRESSED', ''],
      ['SUPPRESSED', ''],
    ]);
  });

  test('is rejected only for a malformed number or address', async () => {
    expect(await askLink('K7Q2', 'a@example.com')).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'orderNumber',
    });
    expect(await askLink('K7Q2-M4XD', 'nobody')).toMatchObject({ code: 'INVALID_INPUT', field: 'email' });
  });
});
