import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { addCartLine, createCart } from '../../core/cart/change-cart.js';
import { quoteCart } from '../../core/cart/quote.js';
import { placeOrder } from '../../core/orders/place-order.js';
import { recordFact } from '../../core/checkout/record-fact.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import type { Id, IdPrefix } from '../../core/shared/ids.js';
import { parseId } from '../../core/shared/ids.js';
import { sweepExpired } from '../../workers/sweeper/expiry-sweeper.js';
import {
  fillCart,
  GUEST,
  startCheckoutServices,
  type CheckoutServices,
} from '../harness/checkout-services.js';
import { askPsp, payInCore, placeInCore, runStepsInCore } from '../harness/core-shopper.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
});

describe('an overdue unpaid order', () => {
  test('expires: its stock is released, an event is emitted, and the intent is canceled at the PSP', async () => {
    const { orderId, pspIntentId } = await place();
    expect(await reservedBy(orderId)).toEqual({ reserved: 2, status: 'HELD' });
    await letTimePass(orderId);
    expect(await sweep()).toBe(1);
    expect(await statusOf(orderId)).toBe('EXPIRED');
    expect(await reservedBy(orderId)).toEqual({ reserved: 0, status: 'RELEASED' });
    expect(await eventsOf(orderId)).toEqual(['OrderCreated', 'OrderExpired']);
    await runDueSteps();
    expect(await atPsp(pspIntentId)).toBe('canceled');
    expect(await sweep()).toBe(0);
  });

  test('can no longer be paid', async () => {
    const { orderId, intentId } = await place();
    await letTimePass(orderId);
    await sweep();
    const rejected = await pay(orderId, intentId);
    expect(rejected).toMatchObject({ code: 'PAYMENT_NOT_AUTHORIZABLE', status: 'CANCELED' });
  });

  test('does not expire when it was paid in time', async () => {
    const { orderId, intentId } = await place();
    expect(await pay(orderId, intentId)).toMatchObject({ answer: { paymentIntentStatus: 'AUTHORIZED' } });
    await letTimePass(orderId);
    expect(await sweep()).toBe(0);
    expect(await statusOf(orderId)).toBe('PAYMENT_CONFIRMED');
    await runDueSteps();
  });

  test('is skipped while an authorization is pending', async () => {
    const { orderId, intentId } = await place();
    await started.database.sql(`UPDATE payment_intent SET status = 'PENDING_AUTH' WHERE id = $1`, [intentId]);
    await letTimePass(orderId);
    expect(await sweep()).toBe(0);
    expect(await statusOf(orderId)).toBe('PENDING_PAYMENT');
    await started.database.sql(`UPDATE payment_intent SET status = 'CREATED' WHERE id = $1`, [intentId]);
    expect(await sweep()).toBe(1);
    await runDueSteps();
  });

  test('whose bank authorizes too late has its authorization voided', async () => {
    const { orderId, intentId, pspIntentId } = await place();
    await letTimePass(orderId);
    await sweep();
    await started.database.sql(
      `UPDATE psp_step SET run_at = now() + interval '1 hour' WHERE subject_id = $1 AND kind = 'CANCEL'`,
      [orderId],
    );
    await atStripe(`/v1/payment_intents/${pspIntentId}/confirm`, {
      payment_method: 'pm_card_visa',
      return_url: 'http://localhost/orders',
    });
    expect(await atPsp(pspIntentId)).toBe('requires_capture');
    const answer = await started.services.psp.retrieveIntent(pspIntentId);
    if (!('fact' in answer)) throw new Error(answer.reason);
    const subject = { intentId: must('pin', intentId), paymentOrderIds: [] };
    const by = { actor: 'psp', actorId: null, cause: 'late webhook', correlationId: 'test-job' } as const;
    const late = { orderId: must('ord', orderId), subject, fact: answer.fact, by };
    expect(await recordFact(started.services, late)).toEqual({ changed: true });
    expect(await recordFact(started.services, late)).toEqual({ changed: false });
    await runDueSteps();
    expect(await atPsp(pspIntentId)).toBe('canceled');
    const [intent] = await started.database.sql(
      'SELECT status, decline_code FROM payment_intent WHERE id = $1',
      [intentId],
    );
    expect(intent).toEqual({ status: 'CANCELED', decline_code: 'late_authorization' });
    expect(await statusOf(orderId)).toBe('EXPIRED');
  });
});

test('an order that expires during its payment is either paid or expired, and the PSP agrees', async () => {
  const orders = await Promise.all(Array.from({ length: 12 }, place));
  for (const { orderId } of orders) await letTimePass(orderId);
  // Half of them meet the sweeper first, half the bank; the winner is random.
  await Promise.all([
    ...orders.slice(0, 6).map(({ orderId, intentId }) => pay(orderId, intentId)),
    sweep(),
    ...orders.slice(6).map(({ orderId, intentId }) => pay(orderId, intentId)),
    sweep(),
  ]);
  await sweep();
  await runDueSteps();
  const ends = await Promise.all(
    orders.map(async ({ orderId, pspIntentId }) => {
      const [reservation] = await started.database.sql<{ status: string }>(
        'SELECT status FROM stock_reservation WHERE order_id = $1',
        [orderId],
      );
      return [await statusOf(orderId), reservation?.status, await atPsp(pspIntentId)].join(' ');
    }),
  );
  const allowed = ['PAYMENT_CONFIRMED COMMITTED', 'COMPLETED COMMITTED', 'EXPIRED RELEASED canceled'];
  expect(ends.filter((end) => !allowed.some((each) => end.startsWith(each)))).toEqual([]);
  expect(ends.filter((end) => end.includes('COMMITTED') && end.endsWith('canceled'))).toEqual([]);
});

test('of 1,000 buyers of the last 10 units exactly 10 get one, and the others get INSUFFICIENT_STOCK', async () => {
  const { services, database } = started;
  const [item] = await database.sql<{ item_id: string }>(
    `UPDATE stock SET on_hand = 1000, reserved = 0 WHERE item_id = (SELECT max(item_id) FROM stock WHERE on_hand > 100) RETURNING item_id`,
  );
  const itemId = item?.item_id ?? '';
  const details = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
  const carts = await Promise.all(
    Array.from({ length: 1_000 }, async () => {
      const created = await createCart(services, { currency: 'EUR' });
      if (isDomainError(created)) throw new Error(created.code);
      const filled = await addCartLine(services, {
        ...{ cartToken: created.token, itemId, quantity: 1, actor: GUEST.actor },
      });
      if (isDomainError(filled)) throw new Error(filled.code);
      return { ...details, cartToken: created.token, quoteVersion: quoteCart(filled).version };
    }),
  );
  await database.sql('UPDATE stock SET on_hand = 10 WHERE item_id = $1', [itemId]);
  const answers = await Promise.all(
    carts.map((cart) => placeOrder(services, { ...cart, idempotencyKey: randomUUID() })),
  );
  const rejected = answers.filter((answer) => isDomainError(answer));
  expect(rejected).toHaveLength(990);
  expect(new Set(rejected.map(({ code }) => code))).toEqual(new Set(['INSUFFICIENT_STOCK']));
  const [left] = await database.sql(
    `SELECT on_hand - reserved AS available, (SELECT count(*)::int FROM stock_reservation WHERE item_id = $1 AND status = 'HELD') AS orders
     FROM stock WHERE item_id = $1`,
    [itemId],
  );
  expect(left).toEqual({ available: 0, orders: 10 });
});

const place = () => placeInCore(started, { sellers: 1, linesPerSeller: 1 });
const pay = (orderId: string, intentId: string) => payInCore(started, { orderId, intentId });
const atStripe = (path: string, body?: Record<string, string>) => askPsp(started, path, body);
const runDueSteps = () => runStepsInCore(started);

async function atPsp(pspIntentId: string): Promise<string> {
  return (await atStripe(`/v1/payment_intents/${pspIntentId}`)).status;
}

async function letTimePass(orderId: string): Promise<void> {
  await started.database.sql(`UPDATE orders SET expires_at = now() - interval '1 second' WHERE id = $1`, [
    orderId,
  ]);
}

async function sweep(): Promise<number> {
  return sweepExpired(started.services);
}

async function statusOf(orderId: string): Promise<string | undefined> {
  const [row] = await started.database.sql<{ status: string }>('SELECT status FROM orders WHERE id = $1', [
    orderId,
  ]);
  return row?.status;
}

async function reservedBy(orderId: string) {
  const [row] = await started.database.sql(
    `SELECT s.reserved, r.status FROM stock_reservation r JOIN stock s ON s.item_id = r.item_id WHERE r.order_id = $1`,
    [orderId],
  );
  return row;
}

async function eventsOf(orderId: string): Promise<string[]> {
  const rows = await started.database.sql<{ type: string }>(
    'SELECT type FROM outbox_event WHERE aggregate_id = $1 ORDER BY sequence',
    [orderId],
  );
  return rows.map(({ type }) => type);
}

function must<Prefix extends IdPrefix>(prefix: Prefix, text: string): Id<Prefix> {
  const id = parseId(prefix, text);
  if (id === null) throw new Error(`${text} is not a ${prefix} id`);
  return id;
}
