import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { newcomer, signedIn } from './identity-fixture.js';

let system: TestSystem;
let seller: Device;
let otherSeller: Device;
let sellerId: string;

beforeAll(async () => {
  system = await startSystem({ workers: false });
  seller = await signedIn(system, 'kiln@splitcart.example', 'demo-kiln-2026');
  otherSeller = await signedIn(system, 'folio@splitcart.example', 'demo-folio-2026');
  const [row] = await system.database.sql<{ id: string }>(
    `SELECT id FROM seller WHERE slug = 'kiln-and-clay'`,
  );
  sellerId = row?.id ?? '';
});

const ITEM = `id sku upc name price { amountMinor currency } taxClass weightClass active version availableUnits pictureUrl`;
const RESULT = `__typename ... on ItemSaved { item { ${ITEM} } } ... on UserError { code field }`;
type Item = { id: string; sku: string; version: number; active: boolean; price: { amountMinor: string } };
type Result = { __typename: string; item: Item; current: Item; code: string; field: string };

async function mutate(device: Device, name: string, input: Record<string, unknown>): Promise<Result> {
  const type = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input`;
  const more = name === 'updateItem' ? `... on ItemChanged { current { ${ITEM} } }` : '';
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${RESULT} ${more} } }`;
  return (await device.result(document, { input })) as Result;
}

const create = (change: Record<string, unknown> = {}, device = seller) =>
  mutate(device, 'createItem', {
    ...{ sellerId, sku: `T-${randomUUID().slice(0, 8)}`, name: 'Tea bowl', category: 'Ceramics' },
    ...{ picture: 'bud-vase', price: '19.50', currency: 'EUR', ...change },
  });

/** A random product code with a valid check digit. */
function freshUpc(): string {
  const digits = Array.from({ length: 11 }, () => Math.floor(Math.random() * 10));
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
  return [...digits, (10 - (sum % 10)) % 10].join('');
}

const audit = (itemId: string) =>
  system.database.sql<{ cause: string; email: string; before: string | null; after: string }>(
    `SELECT e.cause, a.email, e.before->>'price_minor' AS before, e.after->>'price_minor' AS after
     FROM item_edit e JOIN account a ON a.id = e.account_id WHERE e.item_id = $1 ORDER BY e.id`,
    [itemId],
  );

describe('a seller', () => {
  test('adds, changes, deactivates and reactivates an item; each edit is audited with account and values', async () => {
    const { item } = await create({ upc: freshUpc(), taxClass: 'REDUCED', weightClass: 'BULKY' });
    expect(item).toMatchObject({
      ...{ price: { amountMinor: '1950', currency: 'EUR' }, version: 1, active: true, availableUnits: 0 },
      ...{ taxClass: 'REDUCED', weightClass: 'BULKY', pictureUrl: '/pictures/bud-vase.svg' },
    });
    const picture = 'https://cdn.example.com/bowl.webp';
    const change = { itemId: item.id, version: 1, price: '21', upc: null, picture };
    const changed = await mutate(seller, 'updateItem', change);
    expect(changed.item).toMatchObject({ version: 2, upc: null, pictureUrl: picture, name: 'Tea bowl' });
    expect((await mutate(seller, 'deactivateItem', { itemId: item.id })).item.active).toBe(false);
    expect((await mutate(seller, 'deactivateItem', { itemId: item.id })).item.version).toBe(3);
    expect((await mutate(seller, 'activateItem', { itemId: item.id })).item).toMatchObject({ version: 4 });
    const by = { email: 'kiln@splitcart.example' };
    expect(await audit(item.id)).toEqual([
      { ...by, cause: 'CREATED', before: null, after: '1950' },
      { ...by, cause: 'UPDATED', before: '1950', after: '2100' },
      { ...by, cause: 'DEACTIVATED', before: '2100', after: '2100' },
      { ...by, cause: 'ACTIVATED', before: '2100', after: '2100' },
    ]);
  });

  test('making no change writes nothing', async () => {
    const { item } = await create();
    const same = await mutate(seller, 'updateItem', { itemId: item.id, version: 1, price: '19.5' });
    expect(same.item.version).toBe(1);
    expect(await audit(item.id)).toHaveLength(1);
  });

  test('in a version conflict gets the current item; of many concurrent edits one wins', async () => {
    const { item } = await create();
    const prices = Array.from({ length: 6 }, (_, nth) => `${30 + nth}.00`);
    const answers = await Promise.all(
      prices.map((price) => mutate(seller, 'updateItem', { itemId: item.id, version: 1, price })),
    );
    const saved = answers.filter(({ __typename }) => __typename === 'ItemSaved');
    const rejected = answers.filter(({ __typename }) => __typename === 'ItemChanged');
    expect([saved.length, rejected.length]).toEqual([1, 5]);
    for (const { code, current } of rejected) {
      expect(code).toBe('ITEM_CHANGED');
      expect(current).toMatchObject({ version: 2, price: saved[0]?.item.price });
    }
    expect(await audit(item.id)).toHaveLength(2);
  });

  test('sees all their items, including inactive ones; nobody else does', async () => {
    const { item } = await create({ active: false });
    const document = `query ($id: ID!, $search: String) { sellerItems(sellerId: $id, search: $search, first: 100) { edges { node { id active } } } }`;
    const variables = { id: sellerId, search: item.sku };
    const found = async (device: Device) => (await device.send(document, variables)).data?.['sellerItems'];
    expect(await found(seller)).toEqual({ edges: [{ node: { id: item.id, active: false } }] });
    const shopper = (await newcomer(system)).device;
    for (const device of [otherSeller, shopper, new Device(system.apiUrl)])
      expect(await found(device)).toBeNull();
    const shop = await shopper.send('query ($id: ID!) { item(id: $id) { id } }', { id: item.id });
    expect(shop.data?.['item']).toBeNull();
  });
});

describe('an edit is rejected', () => {
  test.each([
    ['a SKU of another item of the seller', { sku: 'KC-MUG-01' }, 'SKU_TAKEN'],
    ['a product code of another seller', { upc: '850005002000' }, 'UPC_TAKEN'],
    ['a price of zero', { price: '0.00' }, 'INVALID_INPUT'],
    ['half a yen', { price: '100.5', currency: 'JPY' }, 'INVALID_INPUT'],
    ['a wrong check digit', { upc: '036000291453' }, 'INVALID_INPUT'],
  ])('with %s', async (_what, change, code) => {
    await system.database.sql(
      `UPDATE item SET upc = '850005002000' WHERE id = (SELECT min(id) FROM item WHERE seller_id <> $1)`,
      [sellerId],
    );
    expect(await create(change)).toMatchObject({ code });
    const { item } = await create('currency' in change ? { price: '20', currency: change.currency } : {});
    const { sku, upc, price }: { sku?: string; upc?: string; price?: string } = change;
    const wanted = { itemId: item.id, version: 1, sku, upc, price };
    expect(await mutate(seller, 'updateItem', wanted)).toMatchObject({ code });
    expect(await audit(item.id)).toHaveLength(1);
  });

  test('but not for a SKU that only another seller uses', async () => {
    const [row] = await system.database.sql<{ sku: string }>(
      'SELECT sku FROM item WHERE seller_id <> $1 LIMIT 1',
      [sellerId],
    );
    expect(await create({ sku: row?.sku })).toMatchObject({ __typename: 'ItemSaved' });
  });

  test('for non-members as if neither seller nor item existed', async () => {
    const { item } = await create();
    const shopper = (await newcomer(system)).device;
    for (const device of [otherSeller, shopper, new Device(system.apiUrl)]) {
      expect(await create({}, device)).toMatchObject({ code: 'SELLER_NOT_FOUND' });
      for (const [name, input] of [
        ['updateItem', { itemId: item.id, version: 1, name: 'Mine' }],
        ['deactivateItem', { itemId: item.id }],
        ['activateItem', { itemId: 'itm_none' }],
      ] as const)
        expect(await mutate(device, name, input)).toMatchObject({ code: 'ITEM_NOT_FOUND' });
    }
    expect(await audit(item.id)).toHaveLength(1);
  });
});

test('a price changed between quote and order is rejected as a changed quote', async () => {
  const [raised] = await system.database.sql<{ id: string; version: number }>(
    `SELECT i.id, i.version FROM item i JOIN stock s ON s.item_id = i.id WHERE i.seller_id = $1 AND s.on_hand > 1000 ORDER BY i.id LIMIT 1`,
    [sellerId],
  );
  const shopper = new Shopper(system);
  const cart = await shopper.fillCart({ sellers: 4 });
  const change = { itemId: raised?.id, version: raised?.version, price: '99.99' };
  expect(await mutate(seller, 'updateItem', change)).toMatchObject({ __typename: 'ItemSaved' });
  expect(await shopper.place(cart)).toMatchObject({ __typename: 'QuoteChanged', code: 'QUOTE_CHANGED' });
  await mutate(seller, 'deactivateItem', { itemId: raised?.id });
  const requoted = await shopper.client.request<{ cart: { quote: { version: string } } }>(
    'query ($token: String!) { cart(token: $token) { quote { version } } }',
    { token: cart.token },
  );
  const again = { ...cart, quoteVersion: requoted.cart.quote.version };
  expect(await shopper.place(again)).toMatchObject({ code: 'INSUFFICIENT_STOCK' });
});
