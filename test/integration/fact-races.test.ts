import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { capturePaymentOrder } from '../../core/payments/capture-payment-order.js';
import { expireOrder } from '../../core/orders/expire-order.js';
import type { CheckoutPsp } from '../../core/checkout/model/checkout-psp.js';
import { recordFact } from '../../core/checkout/record-fact.js';
import { newId, parseId } from '../../core/shared/ids.js';
import { runStepJob } from '../../workers/jobs/run-step-job.js';
import { startCheckoutServices, type CheckoutServices, rewired } from '../harness/checkout-services.js';
import { payInCore, placeInCore, runStepsInCore } from '../harness/core-shopper.js';
import { journal } from '../harness/shopper.js';
import { PaidOrders } from './cancel-fixture.js';

type Order = Awaited<ReturnType<typeof placeInCore>>;
let started: CheckoutServices;
let orders: PaidOrders;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
  orders = await new PaidOrders(started).open();
});

const withPsp = (change: (psp: CheckoutPsp) => Partial<CheckoutPsp>): CheckoutServices =>
  rewired(started, ({ psp }) => ({ psp: { ...psp, ...change(psp) } }));

/** How often each event of the order was emitted. */
async function emittedCounts({ orderId }: Order): Promise<Record<string, number>> {
  const rows = await orders.sql<{ type: string; n: number }>(
    `SELECT e.type, count(*)::int AS n FROM outbox_event e JOIN payment p ON e.aggregate_id IN (p.id, p.order_id) WHERE p.order_id = $1 GROUP BY e.type`,
    orderId,
  );
  return Object.fromEntries(rows.map(({ type, n }) => [type, n]));
}

const expectEmittedOnce = async (order: Order, ...types: string[]) => {
  const emitted = await emittedCounts(order);
  expect(Object.fromEntries(types.map((type) => [type, emitted[type]]))).toEqual(
    Object.fromEntries(types.map((type) => [type, 1])),
  );
};

/** Number of captures in the PSP's own journal. */
async function capturesOf({ pspIntentId }: Order): Promise<number> {
  return (await journal(started, 'capture')).filter(({ intent }) => intent === pspIntentId).length;
}

/** Records the current PSP state of the intent, as its webhook would. */
async function receiveWebhook({ orderId, intentId, pspIntentId }: Order): Promise<boolean> {
  const answer = await started.services.psp.retrieveIntent(pspIntentId);
  if (!('fact' in answer)) throw new Error(answer.reason);
  const { changed } = await recordFact(started.services, {
    orderId: parseId('ord', orderId) ?? newId('ord'),
    subject: { intentId: parseId('pin', intentId) ?? newId('pin'), paymentOrderIds: [] },
    fact: answer.fact,
    by: { actor: 'psp', actorId: null, cause: 'webhook', correlationId: 'race' },
  });
  return changed;
}

describe('two captures of one payment order', () => {
  test('requested concurrently are one request and one capture', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await orders.authorized({ sellers: 1, onShipment: 1 });
      const [sellerOrder] = await orders.sellerOrders(order);
      const asked = await Promise.all(
        Array.from({ length: 4 }, () =>
          capturePaymentOrder(started.services, {
            ...{ paymentOrderId: sellerOrder?.paymentOrder ?? '', reason: 'agreed by telephone' },
            idempotencyKey: randomUUID(),
            requester: { actor: orders.actor('OPS'), correlationId: 'race' },
          }),
        ),
      );
      expect(asked.filter((answer) => !('code' in answer))).toHaveLength(1);
      await runStepsInCore(started);
      expect(await capturesOf(order)).toBe(1);
      await expectEmittedOnce(
        order,
        'PaymentOrderCaptureRequested',
        'PaymentOrderCaptured',
        'PaymentSucceeded',
      );
    }
  });

  test('from a job delivered twice are one call: the second gets no lease', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await orders.authorized({ sellers: 1 });
      let calls = 0;
      const { services } = withPsp((psp) => ({
        capture(call) {
          calls += 1;
          return psp.capture(call);
        },
      }));
      const [step] = await orders.sql<{ id: string }>(
        `SELECT id FROM psp_step WHERE subject_id = $1 AND kind = 'CAPTURE'`,
        order.orderId,
      );
      await Promise.all(Array.from({ length: 8 }, () => runStepJob(services, step?.id ?? '')));
      expect(calls).toBe(1);
      await expectEmittedOnce(order, 'PaymentOrderCaptured', 'OrderPaid');
    }
  });

  test('by a worker and the next holder of its lease have one effect, recorded once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await orders.authorized({ sellers: 1 });
      const [step] = await orders.sql<{ id: string }>(
        `SELECT id FROM psp_step WHERE subject_id = $1 AND kind = 'CAPTURE'`,
        order.orderId,
      );
      const run = (services: CheckoutServices['services']) => runStepJob(services, step?.id ?? '');
      // After the PSP has responded to the first, its lease expires, and the dispatcher gives the step to another.
      let successor: Promise<unknown> = Promise.resolve();
      const { services } = withPsp((psp) => ({
        async capture(call) {
          const answer = await psp.capture(call);
          await orders.sql(
            `UPDATE psp_step SET lease_until = now() - interval '1 second' WHERE id = $1`,
            step?.id,
          );
          const due = await started.services.steps.takeUndispatched(100);
          expect(due.map(({ id }) => id)).toContain(step?.id);
          successor = run(started.services);
          return answer;
        },
      }));
      await run(services);
      await successor;
      expect(await capturesOf(order)).toBe(1);
      await expectEmittedOnce(order, 'PaymentOrderCaptured', 'PaymentSucceeded', 'OrderPaid');
    }
    expect(await orders.broken()).toEqual([]);
  });
});

describe('a webhook concurrent with the synchronous response', () => {
  test('records the authorization once, whichever comes first', async () => {
    const firsts = new Set<string>();
    for (let round = 0; round < 16; round += 1) {
      const order = await placeInCore(started, { sellers: 2, linesPerSeller: 1 });
      const received: Promise<boolean>[] = [];
      const racing = withPsp((psp) => ({
        async confirmIntent(call) {
          const answer = await psp.confirmIntent(call);
          // Authorized: event and response are both on their way. In some rounds one of them is far ahead.
          if (round % 4 !== 0) received.push(receiveWebhook(order), receiveWebhook(order));
          if (round % 4 === 1) await Promise.all(received);
          return answer;
        },
      }));
      await payInCore(racing, order);
      if (round % 4 === 0) received.push(receiveWebhook(order), receiveWebhook(order));
      firsts.add((await Promise.all(received)).includes(true) ? 'webhook' : 'answer');
      await expectEmittedOnce(order, 'PaymentAuthorized', 'OrderConfirmed');
      await runStepsInCore(started);
      expect(await capturesOf(order)).toBe(2);
      await expectEmittedOnce(order, 'PaymentSucceeded', 'OrderPaid');
    }
    expect([...firsts].toSorted()).toEqual(['answer', 'webhook']);
    expect(await orders.broken()).toEqual([]);
  });
});

describe('the expiry sweeper concurrent with a payment', () => {
  test('expires the order or is too late; an authorization without an order is voided', async () => {
    const ends = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const order = await placeInCore(started, { sellers: 1, linesPerSeller: 1 });
      await orders.sql(
        `UPDATE orders SET expires_at = now() - interval '1 second' WHERE id = $1`,
        order.orderId,
      );
      const orderId = parseId('ord', order.orderId) ?? newId('ord');
      const sweep = () => expireOrder(started.services, { orderId, correlationId: 'race' });
      const swept: Promise<string>[] = [];
      const racing = withPsp((psp) => ({
        confirmIntent(call) {
          // In every other round the authorization is pending when the sweepers run.
          if (round % 2 === 1) swept.push(sweep(), sweep());
          return psp.confirmIntent(call);
        },
      }));
      const paying = payInCore(racing, order);
      if (round % 2 === 0) swept.push(sweep(), sweep());
      await paying;
      const isExpired = (await Promise.all(swept)).includes('EXPIRED');
      await runStepsInCore(started);
      const [row] = await orders.sql<{ status: string }>(
        'SELECT status FROM orders WHERE id = $1',
        order.orderId,
      );
      const { statuses } = await orders.atPsp(order);
      expect([row?.status, ...statuses]).toEqual(
        isExpired ? ['EXPIRED', 'canceled'] : ['PAYMENT_CONFIRMED', 'succeeded'],
      );
      ends.add(row?.status ?? '');
    }
    expect([...ends].toSorted()).toEqual(['EXPIRED', 'PAYMENT_CONFIRMED']);
    expect(await orders.broken()).toEqual([]);
  });
});
