import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSimulator } from '../start-simulator.js';
import { availableFunds } from '../testing/builders.js';
import { startTestSimulator, stripeFor } from '../testing/simulator-fixture.js';

let running: RunningSimulator;
let stripe: Stripe;

beforeAll(async () => {
  running = await startTestSimulator();
  stripe = stripeFor(running);
});

afterAll(() => running.close());

async function customers(count: number, prefix: string): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    ids.push(
      (await stripe.customers.create({ name: `${prefix} ${index}`, email: `${prefix}@example.com` })).id,
    );
  }
  return ids;
}

it('pages through a list newest first, and the SDK iterates all pages', async () => {
  const created = await customers(25, 'pages');
  const first = await stripe.customers.list({ limit: 10, email: 'pages@example.com' });
  expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
  expect(first.data.map(({ id }) => id)).toEqual(created.slice(-10).reverse());
  const all: string[] = [];
  for await (const customer of stripe.customers.list({ limit: 10, email: 'pages@example.com' }))
    all.push(customer.id);
  expect(all).toEqual([...created].reverse());
});

it('pages backwards from a cursor', async () => {
  const created = await customers(6, 'back');
  const page = await stripe.customers.list({
    ending_before: created[1] ?? '',
    limit: 2,
    email: 'back@example.com',
  });
  expect(page.data.map(({ id }) => id)).toEqual([created[3], created[2]]);
  await expect(stripe.customers.list({ starting_after: 'cus_none' })).rejects.toMatchObject({
    code: 'resource_missing',
  });
  await expect(stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
});

it('filters by creation time', async () => {
  const created = await stripe.customers.create();
  const since = await stripe.customers.list({ created: { gte: created.created }, limit: 100 });
  expect(since.data.map(({ id }) => id)).toContain(created.id);
  expect((await stripe.customers.list({ created: { lt: 1000 } })).data).toEqual([]);
});

it('searches by metadata, status and amount, page by page', async () => {
  for (let index = 0; index < 3; index += 1) {
    await stripe.paymentIntents.create({
      ...availableFunds,
      amount: 1_000 + index,
      metadata: { cart: "o'brien" },
    });
  }
  const found = await stripe.paymentIntents.search({
    query: "metadata['cart']:'o\\\'brien' AND status:'succeeded' AND amount>1000",
    limit: 1,
  });
  expect(found).toMatchObject({ object: 'search_result', has_more: true, data: [{ amount: 1_002 }] });
  const next = await stripe.paymentIntents.search({
    query: "metadata['cart']:'o\\\'brien' AND status:'succeeded' AND amount>1000",
    limit: 1,
    page: found.next_page ?? '',
  });
  expect(next).toMatchObject({ has_more: false, data: [{ amount: 1_001 }] });
  expect(
    (await stripe.paymentIntents.search({ query: "-metadata['cart']:null AND currency:'usd'" })).data,
  ).toHaveLength(3);
  await expect(stripe.paymentIntents.search({ query: 'nonsense' })).rejects.toMatchObject({ param: 'query' });
});

it('expands nested fields and rejects those that cannot be expanded', async () => {
  const paid = await stripe.paymentIntents.create(availableFunds);
  const expanded = await stripe.paymentIntents.retrieve(paid.id, {
    expand: ['latest_charge.balance_transaction', 'payment_method'],
  });
  expect(expanded.latest_charge).toMatchObject({
    balance_transaction: { object: 'balance_transaction', amount: 50_000 },
  });
  expect(expanded.payment_method).toMatchObject({ object: 'payment_method', card: { last4: '0077' } });
  await expect(stripe.paymentIntents.retrieve(paid.id, { expand: ['amount'] })).rejects.toThrow(
    'cannot be expanded',
  );
  const list = await stripe.paymentIntents.list({ limit: 1, expand: ['data.latest_charge'] });
  expect(list.data[0]?.latest_charge).toMatchObject({ object: 'charge' });
});

it('merges metadata, removes single or all keys, and enforces the limits', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 1_000,
    currency: 'eur',
    metadata: { a: '1', b: '2' },
  });
  expect((await stripe.paymentIntents.update(intent.id, { metadata: { b: '', c: '3' } })).metadata).toEqual({
    a: '1',
    c: '3',
  });
  expect((await stripe.paymentIntents.update(intent.id, { metadata: '' })).metadata).toEqual({});
  const longKey = stripe.paymentIntents.update(intent.id, { metadata: { ['k'.repeat(41)]: '1' } });
  await expect(longKey).rejects.toThrow('40 characters');
  const longValue = stripe.paymentIntents.update(intent.id, { metadata: { a: 'v'.repeat(501) } });
  await expect(longValue).rejects.toThrow('500 characters');
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, '1']));
  await expect(stripe.paymentIntents.update(intent.id, { metadata: many })).rejects.toThrow(
    '50 metadata keys',
  );
});

it('rejects unknown nested parameters by their full name', async () => {
  const params = { amount: 1_000, currency: 'eur', shipping: { name: 'A', address: {}, colour: 'red' } };
  await expect(stripe.paymentIntents.create(params)).rejects.toMatchObject({
    code: 'parameter_unknown',
    param: 'shipping[colour]',
  });
});

it('rejects parameters that move money in ways it does not imitate', async () => {
  const params = { ...availableFunds, transfer_data: { destination: 'acct_1' } };
  await expect(stripe.paymentIntents.create(params)).rejects.toMatchObject({
    code: 'simulator_not_imitated',
  });
});

it('answers an unknown path as Stripe does', async () => {
  const response = await fetch(`${running.url}/v1/nothing`, {
    headers: { Authorization: 'Bearer sk_test_x' },
  });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  expect(response.headers.get('request-id')).toMatch(/^req_/);
});
