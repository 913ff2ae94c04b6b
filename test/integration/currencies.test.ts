import { randomUUID } from 'node:crypto';

import { beforeAll, expect, test } from 'vitest';

import type { Device } from '../harness/device.js';
import { journal, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { signedIn } from './identity-fixture.js';

let system: TestSystem;
let seller: Device;

beforeAll(async () => {
  system = await startSystem();
  seller = await signedIn(system, 'kiln@splitcart.example', 'demo-kiln-2026');
});

/** A cart with three units of an item newly added and stocked by its seller. */
async function cartOfThree(price: string, currency: string) {
  const [owner] = await system.database.sql<{ id: string }>(
    `SELECT id FROM seller WHERE slug = 'kiln-and-clay'`,
  );
  const added = await seller.result(
    'mutation ($input: CreateItemInput!) { createItem(input: $input) { ... on ItemSaved { item { id price { formatted } } } ... on UserError { code field } } }',
    {
      input: {
        ...{ sellerId: owner?.id, sku: `T-${currency}`, name: 'Tea bowl', category: 'Ceramics' },
        ...{ picture: 'bud-vase', price, currency },
      },
    },
  );
  const { id: itemId, price: shown } = added['item'] as { id: string; price: { formatted: string } };
  const stock = { itemId, delta: 10, reason: 'DELIVERED', idempotencyKey: randomUUID() };
  await seller.result('mutation ($input: AdjustStockInput!) { adjustStock(input: $input) { __typename } }', {
    input: stock,
  });
  const shopper = new Shopper(system);
  const { createCart } = await shopper.client.request<{ createCart: { token: string } }>(
    'mutation ($input: CreateCartInput!) { createCart(input: $input) { ... on CreateCartSuccess { token } } }',
    { input: { currency } },
  );
  const { addCartLine } = await shopper.client.request<{
    addCartLine: { cart: { quote: { version: string; total: { amountMinor: string } } } };
  }>(
    'mutation ($input: AddCartLineInput!) { addCartLine(input: $input) { ... on CartChanged { cart { quote { version total { amountMinor } } } } } }',
    { input: { cartToken: createCart.token, itemId, quantity: 3 } },
  );
  const { version, total } = addCartLine.cart.quote;
  return {
    shopper,
    shown: shown.formatted,
    total: total.amountMinor,
    cart: { token: createCart.token, quoteVersion: version },
  };
}

test.each([
  { currency: 'JPY', price: '1980', shown: '¥1,980', goodsMinor: 5_940 },
  { currency: 'KWD', price: '12.340', shown: 'KWD 12.340', goodsMinor: 37_020 },
])('$currency is exact to the minor unit from the seller’s price to the capture at the PSP', async (sale) => {
  const { shopper, shown, total, cart } = await cartOfThree(sale.price, sale.currency);
  expect(shown.replaceAll('\u00A0', ' ')).toBe(sale.shown);
  const [terms] = await system.database.sql<{ shipping_minor: string }>(
    `SELECT shipping_minor FROM seller WHERE slug = 'kiln-and-clay'`,
  );
  expect(Number(total)).toBe(sale.goodsMinor + Number(terms?.shipping_minor));
  const order = await shopper.place(cart);
  expect(order).toMatchObject({ __typename: 'PlaceOrderSuccess', paymentIntentStatus: 'CREATED' });
  const paid = await shopper.authorize(order, { confirmationToken: await shopper.card() });
  expect(paid).toMatchObject({ paymentIntentStatus: 'AUTHORIZED' });
  await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
    what: 'the capture',
  });
  const [intent] = await system.database.sql<{ psp_intent_id: string }>(
    'SELECT psp_intent_id FROM payment_intent WHERE order_id = $1',
    [order.orderId],
  );
  for (const type of ['authorize', 'capture']) {
    const moved = (await journal(system, type)).filter((entry) => entry.intent === intent?.psp_intent_id);
    expect(moved).toEqual([
      expect.objectContaining({ amount: Number(total), currency: sale.currency.toLowerCase() }),
    ]);
  }
});
