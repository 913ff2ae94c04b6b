import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { addCartLine, createCart, updateCartLine } from '../../core/cart/change-cart.js';
import { mergeCart } from '../../core/cart/merge-cart.js';
import { quoteCart } from '../../core/cart/quote.js';
import type { Actor } from '../../core/identity/actor.js';
import { placeOrder } from '../../core/orders/place-order.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { newId, type AccountId } from '../../core/shared/ids.js';
import {
  fillCart,
  GUEST,
  startCheckoutServices,
  type CheckoutServices,
} from '../harness/checkout-services.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
});

type Account = Extract<Actor, { kind: 'ACCOUNT' }>;

/** A signed-in account. */
async function account(): Promise<Account> {
  const accountId: AccountId = newId('acc');
  await started.database.sql(
    `INSERT INTO account (id, email, display_name, password_hash, role) VALUES ($1, $2, 'Pat', 'x', 'SHOPPER')`,
    [accountId, `${accountId}@example.com`],
  );
  return { kind: 'ACCOUNT', accountId, roles: ['SHOPPER'], sellerIds: [], sessionId: newId('ses') };
}

async function itemsIn(currency: string, count: number): Promise<string[]> {
  const rows = await started.database.sql<{ id: string }>(
    `SELECT i.id FROM item i JOIN stock s ON s.item_id = i.id WHERE s.on_hand > 100 AND i.currency = $1 ORDER BY i.id LIMIT $2`,
    [currency, count],
  );
  return rows.map(({ id }) => id);
}

type Units = readonly [itemId: string, quantity: number];

const add = async (actor: Actor, [itemId, quantity]: Units, cartToken: string | null = null) => {
  const changed = await addCartLine(started.services, { actor, cartToken, itemId, quantity });
  if (isDomainError(changed)) throw new Error(changed.code);
  return changed;
};

/** A guest cart with these units. */
async function guestCart(
  ...lines: readonly (readonly [itemId: string, quantity: number])[]
): Promise<string> {
  const created = await createCart(started.services, { currency: 'EUR' });
  if (isDomainError(created)) throw new Error(created.code);
  for (const units of lines) await add(GUEST.actor, units, created.token);
  return created.token;
}

const unitsOf = async (
  key: { accountId: AccountId } | { cartToken: string },
): Promise<Record<string, number>> => {
  const { carts, tokens } = started.services;
  const cart = await carts.find('accountId' in key ? key : { tokenHash: tokens.hash(key.cartToken) });
  return Object.fromEntries((cart?.lines ?? []).map(({ item, quantity }) => [item.id, quantity]));
};

const merge = async (actor: Actor, cartToken: string) => {
  const merged = await mergeCart(started.services, { actor, cartToken });
  if (isDomainError(merged)) throw new Error(merged.code);
  return merged;
};

describe('an account cart', () => {
  test('is created once by the first item, even when several tabs add one concurrently', async () => {
    const actor = await account();
    const [itemId = ''] = await itemsIn('EUR', 1);
    await Promise.all(Array.from({ length: 6 }, () => add(actor, [itemId, 1])));
    expect(await unitsOf(actor)).toEqual({ [itemId]: 6 });
    const carts = await started.database.sql('SELECT id FROM cart WHERE account_id = $1', [actor.accountId]);
    expect(carts).toHaveLength(1);
  });

  test('is not created by a rejected item', async () => {
    const actor = await account();
    const [rare] = await started.database.sql<{ id: string }>(
      `SELECT i.id FROM item i JOIN stock s ON s.item_id = i.id WHERE i.active AND s.on_hand - s.reserved < 99 ORDER BY i.id LIMIT 1`,
    );
    const line = { actor, cartToken: null, itemId: rare?.id ?? '', quantity: 99 };
    expect(await addCartLine(started.services, line)).toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    const carts = await started.database.sql('SELECT id FROM cart WHERE account_id = $1', [actor.accountId]);
    expect(carts).toEqual([]);
  });

  test('adopts the currency of the next item while empty, and keeps its own otherwise', async () => {
    const actor = await account();
    const [euro = ''] = await itemsIn('EUR', 1);
    const yen = await inYen();
    await add(actor, [euro, 1]);
    const line = { actor, cartToken: null, itemId: yen, quantity: 1 };
    expect(await addCartLine(started.services, line)).toMatchObject({ code: 'CURRENCY_MISMATCH' });
    await updateCartLine(started.services, { ...line, itemId: euro, quantity: 0 });
    expect((await add(actor, [yen, 1])).currency).toBe('JPY');
  });

  test('belongs to its account only, and guests have none', async () => {
    const [owner, other] = [await account(), await account()];
    const [itemId = ''] = await itemsIn('EUR', 1);
    await add(owner, [itemId, 2]);
    expect(await unitsOf(other)).toEqual({});
    const change = { cartToken: null, itemId, quantity: 1 };
    expect(await updateCartLine(started.services, { ...change, actor: other })).toMatchObject({
      code: 'CART_NOT_FOUND',
    });
    expect(await addCartLine(started.services, { ...change, actor: GUEST.actor })).toMatchObject({
      code: 'CART_NOT_FOUND',
    });
    expect(await unitsOf(owner)).toEqual({ [itemId]: 2 });
  });

  test('ordered from two tabs creates one order, in five statements and one commit', async () => {
    const actor = await account();
    const [itemId = ''] = await itemsIn('EUR', 1);
    const quoteVersion = quoteCart(await add(actor, [itemId, 2])).version;
    const details = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const requester = { actor, correlationId: 'two-tabs' };
    const order = (idempotencyKey: string) =>
      placeOrder(started.services, { ...details, cartToken: null, quoteVersion, requester, idempotencyKey });
    const key = randomUUID();
    const [answers, statements] = await started.statements.during(async () => [await order(key)]);
    answers.push(...(await Promise.all([order(randomUUID()), order(randomUUID())])));
    expect(statements.filter((text) => text !== 'BEGIN')).toHaveLength(6);
    expect(answers.map((answer) => (isDomainError(answer) ? answer.code : 'ORDERED'))).toEqual([
      'ORDERED',
      'CART_NOT_FOUND',
      'CART_NOT_FOUND',
    ]);
    expect(await order(key)).toMatchObject({ replayed: true });
    const orders = await started.database.sql('SELECT id FROM orders WHERE account_id = $1', [
      actor.accountId,
    ]);
    expect(orders).toHaveLength(1);
    expect((await add(actor, [itemId, 1])).lines.map(({ quantity }) => quantity)).toEqual([1]);
  });
});

describe('a guest cart merged into an account', () => {
  test('moves once; units above the limits stay in it and are reported', async () => {
    const actor = await account();
    const [first = '', second = ''] = await itemsIn('EUR', 2);
    await add(actor, [first, 90]);
    const cartToken = await guestCart([first, 20], [second, 3]);
    const merged = await merge(actor, cartToken);
    expect(merged.movedUnits).toBe(12);
    expect(merged.leftOut.map(({ line, quantity, reason }) => [line.item.id, quantity, reason])).toEqual([
      [first, 11, 'QUANTITY_LIMIT'],
    ]);
    expect(await unitsOf(actor)).toEqual({ [first]: 99, [second]: 3 });
    expect(await unitsOf({ cartToken })).toEqual({ [first]: 11 });
    const again = await merge(actor, cartToken);
    expect(again).toMatchObject({ movedUnits: 0, leftOut: [{ quantity: 11 }] });
    expect(await unitsOf(actor)).toEqual({ [first]: 99, [second]: 3 });
  });

  test('in another currency stays unchanged', async () => {
    const actor = await account();
    const [euro = ''] = await itemsIn('EUR', 1);
    await add(actor, [await inYen(), 1]);
    const cartToken = await guestCart([euro, 4]);
    expect(await merge(actor, cartToken)).toMatchObject({
      movedUnits: 0,
      leftOut: [{ quantity: 4, reason: 'OTHER_CURRENCY' }],
    });
    expect(await unitsOf({ cartToken })).toEqual({ [euro]: 4 });
  });

  test('from two tabs concurrently is counted once', async () => {
    const actor = await account();
    const [first = '', second = ''] = await itemsIn('EUR', 2);
    const cartToken = await guestCart([first, 5], [second, 1]);
    const merged = await Promise.all(Array.from({ length: 4 }, () => merge(actor, cartToken)));
    expect(merged.map(({ movedUnits }) => movedUnits).toSorted((left, right) => left - right)).toEqual([
      0, 0, 0, 6,
    ]);
    expect(await unitsOf(actor)).toEqual({ [first]: 5, [second]: 1 });
  });

  test('by two accounts concurrently goes to one of them', async () => {
    const [one, two] = [await account(), await account()];
    const [itemId = ''] = await itemsIn('EUR', 1);
    const cartToken = await guestCart([itemId, 5]);
    await Promise.all([merge(one, cartToken), merge(two, cartToken)]);
    const units = [(await unitsOf(one))[itemId] ?? 0, (await unitsOf(two))[itemId] ?? 0];
    expect(units.toSorted((left, right) => left - right)).toEqual([0, 5]);
  });

  test('while the account places an order loses no unit and sells none twice', async () => {
    const actor = await account();
    const [first = '', second = ''] = await itemsIn('EUR', 2);
    const quoteVersion = quoteCart(await add(actor, [first, 1])).version;
    const cartToken = await guestCart([second, 2]);
    const details = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const requester = { actor, correlationId: 'merge-race' };
    const input = { ...details, cartToken: null, quoteVersion, requester, idempotencyKey: randomUUID() };
    const [placed] = await Promise.all([placeOrder(started.services, input), merge(actor, cartToken)]);
    const open = await unitsOf(actor);
    const outcome = isDomainError(placed) ? placed.code : 'ORDERED';
    expect(['ORDERED', 'QUOTE_CHANGED']).toContain(outcome);
    expect(open).toEqual(outcome === 'ORDERED' ? { [second]: 2 } : { [first]: 1, [second]: 2 });
    expect(await unitsOf({ cartToken })).toEqual({});
  });

  test('is rejected for guests, without a cart, and after it was ordered', async () => {
    const actor = await account();
    const { services } = started;
    const cart = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const { cartToken } = cart;
    expect(await mergeCart(services, { actor: GUEST.actor, cartToken })).toEqual({
      code: 'SIGN_IN_REQUIRED',
    });
    expect(await mergeCart(services, { actor, cartToken: 'none' })).toEqual({ code: 'CART_NOT_FOUND' });
    await placeOrder(services, { ...cart, idempotencyKey: randomUUID() });
    expect(await mergeCart(services, { actor, cartToken })).toEqual({ code: 'CART_ALREADY_ORDERED' });
  });
});

/** An item sold in yen. */
async function inYen(): Promise<string> {
  const id = newId('itm');
  await started.database.sql(
    `INSERT INTO item (id, seller_id, sku, name, description, category, picture, price_minor, currency)
     SELECT $1, seller_id, $2, name, description, category, picture, 900, 'JPY' FROM item LIMIT 1`,
    [id, id],
  );
  await started.database.sql('INSERT INTO stock (item_id, on_hand) VALUES ($1, 500)', [id]);
  return id;
}
