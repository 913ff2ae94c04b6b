import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { addCartLine, updateCartLine } from '../../core/cart/change-cart.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import { placeOrder } from '../../core/orders/place-order.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { fillCart, startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { waitFor } from '../harness/wait-for.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 10 });
});

const lineOf = async (cartToken: string) => {
  const { carts, tokens } = started.services;
  const line = (await carts.find({ tokenHash: tokens.hash(cartToken) }))?.lines[0];
  if (line === undefined) throw new Error('no line');
  return line;
};

describe('two tabs on one cart', () => {
  test('that add the same item concurrently both count', async () => {
    const { cartToken } = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const { item } = await lineOf(cartToken);
    const line = { cartToken, itemId: item.id, quantity: 1, actor: ANONYMOUS };
    await Promise.all(Array.from({ length: 8 }, () => addCartLine(started.services, line)));
    expect((await lineOf(cartToken)).quantity).toBe(10);
  });

  test('that order it concurrently create one order', async () => {
    const cart = await fillCart(started, { sellers: 2, linesPerSeller: 1 });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        placeOrder(started.services, { ...cart, idempotencyKey: randomUUID() }),
      ),
    );
    expect(answers.filter((answer) => !isDomainError(answer))).toHaveLength(1);
    const rejected = answers.filter((answer) => isDomainError(answer));
    expect(new Set(rejected.map(({ code }) => code))).toEqual(new Set(['CART_ALREADY_ORDERED']));
  });

  test('cannot change what the other has ordered', async () => {
    const cart = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const { item } = await lineOf(cart.cartToken);
    await placeOrder(started.services, { ...cart, idempotencyKey: randomUUID() });
    const change = { cartToken: cart.cartToken, itemId: item.id, quantity: 9, actor: ANONYMOUS };
    expect(await updateCartLine(started.services, change)).toMatchObject({ code: 'CART_ALREADY_ORDERED' });
    expect((await lineOf(cart.cartToken)).quantity).toBe(2);
  });

  test('where one changes the quantity while the other orders: the order needs a new quote with the new lines', async () => {
    const cart = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const { services, pool, database } = started;
    const tab = await pool.connect();
    try {
      await tab.query('BEGIN');
      const touched = await tab.query<{ id: string }>(
        'UPDATE cart SET version = version + 1 WHERE token_hash = $1 RETURNING id',
        [services.tokens.hash(cart.cartToken)],
      );
      const cartId = touched.rows[0]?.id;
      await tab.query('UPDATE cart_line SET quantity = 5 WHERE cart_id = $1', [cartId]);
      const ordering = placeOrder(services, { ...cart, idempotencyKey: randomUUID() });
      await waitFor(async () => {
        const waiting = await database.sql(
          `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return waiting.length > 0;
      });
      await tab.query('COMMIT');
      const rejected = await ordering;
      if (!isDomainError(rejected) || rejected.code !== 'QUOTE_CHANGED') throw new Error('not rejected');
      expect(rejected.after.sellers[0]?.lines[0]?.quantity).toBe(5);
      const quoteVersion = rejected.after.version;
      const placed = await placeOrder(services, { ...cart, quoteVersion, idempotencyKey: randomUUID() });
      if (isDomainError(placed)) throw new Error(placed.code);
      const [line] = await database.sql('SELECT quantity FROM order_line WHERE order_id = $1', [
        placed.answer.orderId,
      ]);
      expect(line).toEqual({ quantity: 5 });
    } finally {
      tab.release();
    }
  });
});
