import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { updateCartLine } from '../../core/cart/change-cart.js';
import { placeOrder } from '../../core/orders/place-order.js';
import { authorizePayment } from '../../core/payments/authorize-payment.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import {
  GUEST,
  fillCart,
  startCheckoutServices,
  watched,
  type CheckoutServices,
  rewired,
} from '../harness/checkout-services.js';
import { waitFor } from '../harness/wait-for.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
});

const order = async (cart: Awaited<ReturnType<typeof fillCart>>, idempotencyKey: string = randomUUID()) =>
  placeOrder(started.services, { ...cart, idempotencyKey });

describe('placeOrder', () => {
  test('of 3 sellers × 3 lines runs five statements between one BEGIN and one COMMIT', async () => {
    const cart = await fillCart(started, { sellers: 3, linesPerSeller: 3 });
    await order(await fillCart(started, { sellers: 3, linesPerSeller: 3 }));
    const [placed, statements] = await started.statements.during(() => order(cart));
    expect(isDomainError(placed)).toBe(false);
    const commits = statements.filter((text) => text === 'COMMIT');
    const others = statements.filter((text) => text !== 'COMMIT');
    expect(commits).toHaveLength(1);
    expect(others.filter((text) => text === 'BEGIN')).toHaveLength(1);
    expect(others).toHaveLength(6);
  });

  test('has no open transaction during PSP calls, and neither does authorizePayment', async () => {
    const { database } = started;
    let calls = 0;
    const probe = async () => {
      const transactions = await database.sql(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'splitcart-test' AND datname = current_database() AND state LIKE 'idle in transaction%'`,
      );
      calls += 1;
      expect(transactions).toEqual([]);
    };
    const { services } = rewired(started, ({ psp }) => ({ psp: watched(psp, probe) }));
    const cart = await fillCart(started, { sellers: 3, linesPerSeller: 1 });
    const placed = await placeOrder(services, { ...cart, idempotencyKey: randomUUID() });
    if (isDomainError(placed)) throw new Error(placed.code);
    const { paymentIntentId, orderId } = placed.answer;
    const token = await fetch(`${started.simulator.url}/v1/test_helpers/confirmation_tokens`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_x' },
      body: new URLSearchParams({ payment_method: 'pm_card_visa' }),
    });
    const { id: confirmationToken } = (await token.json()) as { id: string };
    const orderToken = services.tokens.orderToken(orderId);
    const paid = await authorizePayment(services, {
      paymentIntentId,
      orderToken,
      confirmationToken,
      idempotencyKey: randomUUID(),
      requester: GUEST,
    });
    expect(paid).toMatchObject({ answer: { paymentIntentStatus: 'AUTHORIZED' } });
    expect(calls).toBe(2);
  });

  test('the PSP cannot be called inside a transaction', async () => {
    const { transaction, psp } = started.services;
    const attempt = transaction.run(() => psp.retrieveIntent('pi_any'));
    await expect(attempt).rejects.toThrow('inside an open transaction');
  });

  test('that waits for another tab’s cart change sees the changed cart', async () => {
    const { services, pool, database } = started;
    const { cartToken } = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const tokenHash = services.tokens.hash(cartToken);
    const otherTab = await pool.connect();
    await otherTab.query('BEGIN');
    await otherTab.query('UPDATE cart SET version = version + 1 WHERE token_hash = $1', [tokenHash]);
    await otherTab.query(
      'UPDATE cart_line SET quantity = 7 WHERE cart_id = (SELECT id FROM cart WHERE token_hash = $1)',
      [tokenHash],
    );
    const locked = services.transaction.run((tx) => services.carts.lock(tx, { tokenHash }, 'DE'));
    await waitFor(
      async () =>
        (
          await database.sql(
            `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
          )
        ).length > 0,
      { what: 'placeOrder waiting for the cart' },
    );
    await otherTab.query('COMMIT');
    otherTab.release();
    expect((await locked)?.lines.map(({ quantity }) => quantity)).toEqual([7]);
  });

  test('sells the last units exactly once to forty buyers, and reports the shortage to the rest', async () => {
    const { database, services } = started;
    const [item] = await database.sql<{ item_id: string }>(
      `UPDATE stock SET on_hand = 400, reserved = 0 WHERE item_id = (SELECT min(item_id) FROM stock WHERE on_hand > 100) RETURNING item_id`,
    );
    const carts = await Promise.all(
      Array.from({ length: 40 }, async () => fillCart(started, { sellers: 1, linesPerSeller: 1 })),
    );
    await database.sql('UPDATE stock SET on_hand = 10 WHERE item_id = $1', [item?.item_id]);
    const answers = await Promise.all(carts.map((cart) => order(cart)));
    // Every cart has two units.
    expect(answers.filter((answer) => !isDomainError(answer))).toHaveLength(5);
    const rejected = answers.filter((answer) => isDomainError(answer));
    expect(new Set(rejected.map(({ code }) => code))).toEqual(new Set(['INSUFFICIENT_STOCK']));
    const [stock] = await database.sql('SELECT on_hand, reserved FROM stock WHERE item_id = $1', [
      item?.item_id,
    ]);
    expect(stock).toEqual({ on_hand: 10, reserved: 10 });
    expect(rejected[0]).toMatchObject({ shortages: [{ itemId: item?.item_id, requested: 2, available: 0 }] });
    await database.sql('UPDATE stock SET on_hand = 5000 WHERE item_id = $1', [item?.item_id]);
    expect(await services.carts.find({ tokenHash: 'no such hash' })).toBeNull();
  });

  test('rejects an outdated quote and leaves nothing behind, not even the key', async () => {
    const { database, services } = started;
    const cart = await fillCart(started, { sellers: 2, linesPerSeller: 1 });
    const changed = await services.carts.find({ tokenHash: services.tokens.hash(cart.cartToken) });
    const item = changed?.lines[0]?.item;
    await database.sql(
      'UPDATE item SET price_minor = price_minor + 100, version = version + 1 WHERE id = $1',
      [item?.id],
    );
    const key = randomUUID();
    const rejected = await order(cart, key);
    expect(rejected).toMatchObject({ code: 'QUOTE_CHANGED' });
    if (!isDomainError(rejected) || rejected.code !== 'QUOTE_CHANGED') throw new Error('not rejected');
    const accepted = await order({ ...cart, quoteVersion: rejected.after.version }, key);
    expect(accepted).toMatchObject({ replayed: false });
  });

  test('reports a reused key before a key in progress', async () => {
    const { transaction, idempotency } = started.services;
    const scope = { actor: 'cart:any', operation: 'placeOrder', key: randomUUID() };
    const claim = (input: unknown) =>
      transaction.run((tx) => idempotency.claim(tx, { scope, input, provisional: null, lockMs: 60_000 }));
    expect(await claim('this')).toEqual({ state: 'FRESH' });
    expect(await claim('this')).toMatchObject({ error: { code: 'IDEMPOTENCY_KEY_IN_PROGRESS' } });
    expect(await claim('that')).toMatchObject({ error: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  });

  test('rejects an order above the PSP’s maximum amount', async () => {
    const cart = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const { database, services } = started;
    const found = await services.carts.find({ tokenHash: services.tokens.hash(cart.cartToken) });
    const item = found?.lines[0]?.item;
    await database.sql('UPDATE item SET price_minor = 60000000, version = version + 1 WHERE id = $1', [
      item?.id,
    ]);
    const changed = await order(cart);
    if (!isDomainError(changed) || changed.code !== 'QUOTE_CHANGED') throw new Error('not rejected');
    const rejected = await order({ ...cart, quoteVersion: changed.after.version });
    expect(rejected).toMatchObject({ code: 'TOTAL_ABOVE_MAXIMUM' });
    await database.sql('UPDATE item SET price_minor = $2, version = version + 1 WHERE id = $1', [
      item?.id,
      item?.price.amountMinor,
    ]);
  });

  test.each([
    ['an invalid email address', { email: 'nobody' }, 'email'],
    ['an invalid country', { shipTo: { ...addressOf(), country: 'Germany' } }, 'shipTo.country'],
    ['an empty street', { shipTo: { ...addressOf(), line1: ' ' } }, 'shipTo.line1'],
    ['a key that is too short', { idempotencyKey: 'short' }, 'idempotencyKey'],
  ])('rejects %s and names the field', async (_what, fault, field) => {
    const cart = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const rejected = await placeOrder(started.services, { ...cart, idempotencyKey: randomUUID(), ...fault });
    expect(rejected).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  test('rejects an empty, an unknown and an already ordered cart', async () => {
    const cart = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    const found = await started.services.carts.find({
      tokenHash: started.services.tokens.hash(cart.cartToken),
    });
    const itemId = found?.lines[0]?.item.id ?? '';
    await updateCartLine(started.services, {
      ...{ cartToken: cart.cartToken, itemId, quantity: 0, actor: GUEST.actor },
    });
    expect(await order(cart)).toMatchObject({ code: 'CART_EMPTY' });
    expect(await order({ ...cart, cartToken: 'unknown' })).toMatchObject({ code: 'CART_NOT_FOUND' });
    const full = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
    await order(full);
    expect(await order(full)).toMatchObject({ code: 'CART_ALREADY_ORDERED' });
  });
});

function addressOf() {
  return { name: 'Sam', line1: 'Lane 1', line2: null, city: 'Berlin', postalCode: '10115', country: 'DE' };
}
