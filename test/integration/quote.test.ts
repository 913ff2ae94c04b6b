import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Cart } from '../../core/cart/cart.js';
import { addCartLine, createCart, setCartDestination, updateCartLine } from '../../core/cart/change-cart.js';
import { quoteCart } from '../../core/cart/quote.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import { placeOrder } from '../../core/orders/place-order.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { newId } from '../../core/shared/ids.js';
import { fillCart, startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 5 });
});

describe('a quote', () => {
  test('adds tax where the destination requires it, and placeOrder requires consent after a change of destination', async () => {
    const cart = await fillCart(started, { sellers: 2, linesPerSeller: 2 });
    const { services } = started;
    const home = quoteCart(
      must(await services.carts.find({ tokenHash: services.tokens.hash(cart.cartToken) })),
    );
    expect(home.tax.amountMinor).toBe(0n);
    expect(home.taxIncluded.amountMinor).toBeGreaterThan(0n);

    const shipTo = { ...cart.shipTo, country: 'US' };
    const rejected = await placeOrder(services, { ...cart, shipTo, idempotencyKey: randomUUID() });
    if (!isDomainError(rejected) || rejected.code !== 'QUOTE_CHANGED') throw new Error('not rejected');
    expect(rejected.before?.total).toEqual(home.total);
    expect(rejected.after.tax.amountMinor).toBeGreaterThan(0n);
    expect(rejected.after.total.amountMinor).toBe(home.total.amountMinor + rejected.after.tax.amountMinor);

    const moved = await setCartDestination(services, {
      ...{ cartToken: cart.cartToken, country: 'US', actor: ANONYMOUS },
    });
    if (isDomainError(moved)) throw new Error(moved.code);
    expect(moved.destination).toBe('US');
    const { version: quoteVersion } = quoteCart(moved);
    const placed = await order({ ...cart, shipTo, quoteVersion });
    const [stored] = await started.database.sql<{ tax_minor: string; total_minor: string }>(
      'SELECT tax_minor, total_minor FROM orders WHERE id = $1',
      [placed],
    );
    expect(BigInt(stored?.tax_minor ?? 0)).toBe(rejected.after.tax.amountMinor);
    expect(BigInt(stored?.total_minor ?? 0)).toBe(rejected.after.total.amountMinor);
  });

  test('whose price rises before payment is rejected with the seen and the current total', async () => {
    const cart = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const { services, database } = started;
    const seen = must(await services.carts.find({ tokenHash: services.tokens.hash(cart.cartToken) }));
    const raise = 'UPDATE item SET price_minor = price_minor + 25, version = version + 1 WHERE id = $1';
    await database.sql(raise, [seen.lines[0]?.item.id]);
    const rejected = await placeOrder(services, { ...cart, idempotencyKey: randomUUID() });
    expect(rejected).toMatchObject({
      code: 'QUOTE_CHANGED',
      before: { total: quoteCart(seen).total },
      after: { total: { amountMinor: quoteCart(seen).total.amountMinor + 50n } },
    });
  });

  test('fixes the commission: a later plan change does not affect a placed order', async () => {
    const { database } = started;
    const read = async (id: string) =>
      database.sql<{ commission_minor: string; commission_plan: { bps: number }; seller_id: string }>(
        'SELECT commission_minor, commission_plan, seller_id FROM seller_order WHERE order_id = $1',
        [id],
      );
    const first = await order(await fillCart(started, { sellers: 1, linesPerSeller: 1 }));
    const [before] = await read(first);
    expect(BigInt(before?.commission_minor ?? 0)).toBeGreaterThan(0n);
    await database.sql(
      'UPDATE commission_plan SET bps = 3000, fixed_minor = 0, max_minor = NULL WHERE seller_id = $1',
      [before?.seller_id],
    );
    expect(await read(first)).toEqual([before]);
    const [after] = await read(await order(await fillCart(started, { sellers: 1, linesPerSeller: 1 })));
    expect(after?.commission_plan.bps).toBe(3000);
    expect(after?.commission_minor).not.toBe(before?.commission_minor);
  });

  test.each([
    { currency: 'JPY', priceMinor: 1_980n },
    { currency: 'KWD', priceMinor: 12_345n },
  ])('in $currency is exact to the minor unit, and accepts no item of another currency', async (sale) => {
    const { services, database } = started;
    const itemId = await sell(sale);
    const created = await createCart(services, { currency: sale.currency, destination: 'JP' });
    if (isDomainError(created)) throw new Error(created.code);
    const line = { cartToken: created.token, itemId, quantity: 3, actor: ANONYMOUS };
    const filled = await addCartLine(services, line);
    if (isDomainError(filled)) throw new Error(filled.code);
    const quote = quoteCart(filled);
    expect(quote.subtotal).toEqual({ amountMinor: 3n * sale.priceMinor, currency: sale.currency });
    const [euro] = await database.sql<{ id: string }>(`SELECT id FROM item WHERE currency = 'EUR' LIMIT 1`);
    expect(await addCartLine(services, { ...line, itemId: euro?.id ?? '' })).toMatchObject({
      code: 'CURRENCY_MISMATCH',
    });
    const details = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const shipTo = { ...details.shipTo, country: 'JP' };
    const id = await order({ ...details, shipTo, cartToken: created.token, quoteVersion: quote.version });
    const [payment] = await database.sql<{ amount_minor: string; currency: string }>(
      'SELECT amount_minor, currency FROM payment WHERE order_id = $1',
      [id],
    );
    expect(payment).toEqual({ amount_minor: quote.total.amountMinor.toString(), currency: sale.currency });
  });

  test('is not created for an invalid country, or an unknown or ordered cart', async () => {
    const { services } = started;
    const cart = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const to = (cartToken: string, country: string) =>
      setCartDestination(services, { cartToken, country, actor: ANONYMOUS });
    expect(await to(cart.cartToken, 'Germany')).toMatchObject({ code: 'INVALID_INPUT', field: 'country' });
    expect(await to('unknown', 'FR')).toMatchObject({ code: 'CART_NOT_FOUND' });
    await order(cart);
    expect(await to(cart.cartToken, 'FR')).toMatchObject({ code: 'CART_ALREADY_ORDERED' });
  });

  test('returned by a change equals the one read afterwards', async () => {
    const { services, database } = started;
    const items = await database.sql<{ id: string }>(
      'SELECT i.id FROM item i JOIN stock s ON s.item_id = i.id WHERE s.on_hand > 100 ORDER BY i.sku LIMIT 3',
    );
    const [first, second, third] = items.map(({ id }) => id);
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few items');
    const created = await createCart(services, { currency: 'EUR' });
    if (isDomainError(created)) throw new Error(created.code);
    const { token } = created;
    const holder = { cartToken: token, actor: ANONYMOUS };
    const read = async () => must(await services.carts.find({ tokenHash: services.tokens.hash(token) }));
    expect(await addCartLine(services, { ...holder, itemId: second, quantity: 1 })).toEqual(await read());
    expect(await addCartLine(services, { ...holder, itemId: first, quantity: 2 })).toEqual(await read());
    expect(await addCartLine(services, { ...holder, itemId: second, quantity: 3 })).toEqual(await read());
    expect(await updateCartLine(services, { ...holder, itemId: second, quantity: 0 })).toEqual(await read());
    expect(await updateCartLine(services, { ...holder, itemId: third, quantity: 0 })).toEqual(await read());
    expect((await read()).lines.map(({ quantity }) => quantity)).toEqual([2]);
  });
});

async function order(cart: Awaited<ReturnType<typeof fillCart>>): Promise<string> {
  const placed = await placeOrder(started.services, { ...cart, idempotencyKey: randomUUID() });
  if (isDomainError(placed)) throw new Error(placed.code);
  return placed.answer.orderId;
}

/** A new item in a currency that the demo does not use. */
async function sell({ currency, priceMinor }: { currency: string; priceMinor: bigint }): Promise<string> {
  const id = newId('itm');
  await started.database.sql(
    `WITH placed AS (
       INSERT INTO item (id, seller_id, sku, name, description, category, picture, price_minor, currency)
       SELECT $1, min(id), $2, 'Tea bowl', '', 'Ceramics', 'bud-vase', $3, $4 FROM seller RETURNING id)
     INSERT INTO stock (item_id, on_hand) SELECT id, 50 FROM placed`,
    [id, `TEST-${currency}`, priceMinor, currency],
  );
  return id;
}

function must(cart: Cart | null): Cart {
  if (cart === null) throw new Error('no cart');
  return cart;
}
