import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { capturePaymentOrder } from '../../core/payments/capture-payment-order.js';
import { voidPaymentOrder } from '../../core/payments/void-payment-order.js';
import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import { authorizePayment } from '../../core/payments/authorize-payment.js';
import type { SellerId } from '../../core/shared/ids.js';
import { newId, parseId } from '../../core/shared/ids.js';
import { sweepExpiringAuthorizations } from '../../workers/sweeper/authorization-expiry-sweeper.js';
import { GUEST, startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { askPsp, placeInCore, runStepsInCore } from '../harness/core-shopper.js';
import { silentLogger } from '../harness/silent-logger.js';

let started: CheckoutServices;
const accountId = newId('acc');

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
});

const actorOf = (roles: ('SELLER' | 'OPS')[], ...sellerIds: SellerId[]): Actor => ({
  kind: 'ACCOUNT',
  accountId,
  roles,
  sellerIds,
  sessionId: 's1',
});
const OPS = actorOf(['OPS']);

type CapturedPaymentOrder = {
  id: string;
  seller_id: SellerId;
  status: string;
  failure_message: string | null;
};

/** An order paid with the given card; the first `onShipment` of its sellers are captured on shipment. */
async function authorizedOrder({ sellers = 3, onShipment = 0, card = 'pm_card_visa' } = {}) {
  await started.database.sql(`UPDATE seller SET capture_mode = 'AUTOMATIC'`);
  const order = await placeInCore(started, { sellers, linesPerSeller: 1 });
  await started.database.sql(
    `UPDATE seller SET capture_mode = 'ON_SHIPMENT' WHERE id IN (
       SELECT seller_id FROM seller_order WHERE order_id = $1 ORDER BY id LIMIT $2)`,
    [order.orderId, onShipment],
  );
  const token = await askPsp(started, '/v1/test_helpers/confirmation_tokens', { payment_method: card });
  await authorizePayment(started.services, {
    paymentIntentId: order.intentId,
    orderToken: started.services.tokens.orderToken(order.orderId),
    confirmationToken: token.id,
    idempotencyKey: randomUUID(),
    requester: GUEST,
  });
  return order;
}

const paymentOrdersOf = (orderId: string) =>
  started.database.sql<CapturedPaymentOrder>(
    'SELECT id, seller_id, status, failure_message FROM payment_order WHERE order_id = $1 ORDER BY id',
    [orderId],
  );

async function paymentOf(orderId: string) {
  const [row] = await started.database.sql<{
    id: string;
    status: string;
    authorization: string;
    rest: number;
  }>(
    `SELECT p.id, p.status, p.authorization_state AS "authorization", (p.authorized_minor - p.captured_minor)::int AS rest FROM payment p WHERE p.order_id = $1`,
    [orderId],
  );
  if (row === undefined) throw new Error('no payment');
  return row;
}

const dependencies = () => started.services;

const decide = (
  how: typeof voidPaymentOrder | typeof capturePaymentOrder,
  paymentOrder: CapturedPaymentOrder | undefined,
  {
    actor = OPS,
    key = randomUUID(),
    reason = 'agreed with the seller',
  }: { actor?: Actor; key?: string; reason?: string } = {},
) =>
  how(dependencies(), {
    requester: { actor, correlationId: 'test-request' },
    paymentOrderId: paymentOrder?.id ?? '',
    reason,
    idempotencyKey: key,
  });

async function openAuthorizations(orderId: string): Promise<number> {
  const [row] = await started.database.sql<{ n: number }>(
    `SELECT coalesce(sum(CASE e.fact WHEN 'AUTHORIZED' THEN l.amount_minor ELSE -l.amount_minor END), 0)::int AS n
     FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id
     WHERE l.account = 'auth_hold' AND e.order_id = $1`,
    [orderId],
  );
  return row?.n ?? -1;
}

describe('a voided payment order', () => {
  test('is never captured when voided by its seller; the others are, and a step releases the rest', async () => {
    const { orderId, pspIntentId } = await authorizedOrder({ onShipment: 1 });
    await runStepsInCore(started);
    const [waiting] = await paymentOrdersOf(orderId);
    const member = actorOf(['SELLER'], waiting?.seller_id as SellerId);
    const voided = await decide(voidPaymentOrder, waiting, { actor: member, reason: 'broken in store' });
    expect(voided).toMatchObject({ status: 'VOIDED', replayed: false });
    expect(await paymentOf(orderId)).toMatchObject({ status: 'CAPTURED', authorization: 'CLOSING' });
    await runStepsInCore(started);
    expect(await paymentOf(orderId)).toMatchObject({ status: 'CAPTURED', authorization: 'CLOSED' });
    expect(await askPsp(started, `/v1/payment_intents/${pspIntentId}`)).toMatchObject({
      status: 'succeeded',
    });
    expect((await paymentOrdersOf(orderId))[0]).toMatchObject({ failure_message: 'broken in store' });
    expect(await openAuthorizations(orderId)).toBe(0);
    const [history] = await started.database.sql(
      `SELECT actor, cause FROM state_transition WHERE entity_id = $1 AND to_state = 'VOIDED'`,
      [waiting?.id],
    );
    expect(history).toEqual({ actor: 'seller', cause: 'voidPaymentOrder: broken in store' });
  });

  test('voids the payment when it is the last one, and the PSP cancels the authorization', async () => {
    const { orderId, pspIntentId } = await authorizedOrder({ sellers: 2, onShipment: 2 });
    for (const paymentOrder of await paymentOrdersOf(orderId)) await decide(voidPaymentOrder, paymentOrder);
    expect(await paymentOf(orderId)).toMatchObject({ status: 'VOIDED' });
    await runStepsInCore(started);
    expect(await paymentOf(orderId)).toMatchObject({ status: 'VOIDED', authorization: 'CLOSED' });
    expect(await askPsp(started, `/v1/payment_intents/${pspIntentId}`)).toMatchObject({ status: 'canceled' });
    expect(await openAuthorizations(orderId)).toBe(0);
    const events = await started.database.sql<{ type: string }>(
      `SELECT type FROM outbox_event WHERE aggregate_id = (SELECT id FROM payment WHERE order_id = $1) ORDER BY sequence`,
      [orderId],
    );
    expect(events.map(({ type }) => type).slice(-3)).toEqual([
      'PaymentOrderVoided',
      'PaymentOrderVoided',
      'PaymentVoided',
    ]);
  });

  test('is not found for strangers, and is voided once despite repeated commands', async () => {
    const { orderId } = await authorizedOrder({ sellers: 1, onShipment: 1 });
    const [paymentOrder] = await paymentOrdersOf(orderId);
    for (const actor of [ANONYMOUS, actorOf(['SELLER'], newId('sel'))])
      expect(await decide(voidPaymentOrder, paymentOrder, { actor })).toEqual({
        code: 'PAYMENT_ORDER_NOT_FOUND',
      });
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => decide(voidPaymentOrder, paymentOrder, { key })),
    );
    expect(answers.filter((answer) => 'replayed' in answer && !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => ('status' in answer ? answer.status : answer.code)))).toEqual(
      new Set(['VOIDED']),
    );
    expect(await decide(voidPaymentOrder, paymentOrder, { key, reason: 'other' })).toEqual({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await decide(voidPaymentOrder, paymentOrder)).toEqual({
      code: 'PAYMENT_ORDER_NOT_VOIDABLE',
      status: 'VOIDED',
    });
  });

  test('races with a capture: exactly one succeeds, and the PSP’s records agree', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { orderId, pspIntentId } = await authorizedOrder({ sellers: 1, onShipment: 1 });
      const [paymentOrder] = await paymentOrdersOf(orderId);
      const answers = await Promise.all([
        decide(capturePaymentOrder, paymentOrder),
        decide(voidPaymentOrder, paymentOrder),
      ]);
      expect(answers.filter((answer) => 'code' in answer)).toHaveLength(1);
      await runStepsInCore(started);
      const payment = await paymentOf(orderId);
      expect(payment.authorization).toBe('CLOSED');
      expect(await askPsp(started, `/v1/payment_intents/${pspIntentId}`)).toMatchObject({
        status: payment.status === 'CAPTURED' ? 'succeeded' : 'canceled',
      });
      expect(await openAuthorizations(orderId)).toBe(0);
    }
  });
});

describe('a payment order whose capture failed', () => {
  test('is captured with a new key on a manual retry, and can be voided', async () => {
    const { orderId, pspIntentId } = await authorizedOrder({
      onShipment: 1,
      sellers: 1,
      card: 'pm_card_sim_captureFails',
    });
    const [pending] = await paymentOrdersOf(orderId);
    expect(await decide(capturePaymentOrder, pending)).toMatchObject({ status: 'CAPTURE_REQUESTED' });
    await runStepsInCore(started);
    const [failed] = await paymentOrdersOf(orderId);
    expect(failed?.status).toBe('CAPTURE_FAILED');
    expect(await decide(capturePaymentOrder, failed)).toMatchObject({ status: 'CAPTURE_REQUESTED' });
    await runStepsInCore(started);
    const steps = await started.database.sql<{ psp_key: string }>(
      `SELECT psp_key FROM psp_step WHERE subject_id = $1 AND kind = 'CAPTURE' ORDER BY id`,
      [orderId],
    );
    expect(steps.map(({ psp_key: key }) => key)).toEqual([`cap_${failed?.id}_1`, `cap_${failed?.id}_2`]);
    expect(await decide(voidPaymentOrder, failed)).toMatchObject({ status: 'VOIDED' });
    expect(await decide(capturePaymentOrder, failed)).toEqual({
      code: 'PAYMENT_ORDER_NOT_CAPTURABLE',
      status: 'VOIDED',
    });
    await runStepsInCore(started);
    expect(await paymentOf(orderId)).toMatchObject({ status: 'VOIDED', authorization: 'CLOSED' });
    expect(await askPsp(started, `/v1/payment_intents/${pspIntentId}`)).toMatchObject({ status: 'canceled' });
  });
});

describe.each(['pm_card_visa', 'pm_card_sim_multicaptureUnavailable'])(
  'a day before the authorization of %s expires',
  (card) => {
    test('the sweeper captures what is due, voids the rest, and warns operations once', async () => {
      const { orderId, pspIntentId } = await authorizedOrder({ onShipment: 2, card });
      await runStepsInCore(started);
      const reported: string[] = [];
      const logger = { ...silentLogger, warn: ({ event }: { event: string }) => void reported.push(event) };
      const sweep = () => sweepExpiringAuthorizations({ ...dependencies(), logger });
      expect(await sweep()).toBe(0);
      await started.database.sql(
        `UPDATE payment SET capture_before = now() + interval '23 hours 59 minutes' WHERE order_id = $1`,
        [orderId],
      );
      expect(await sweep()).toBe(1);
      expect(await sweep()).toBe(0);
      expect(reported).toEqual(['authorization.expiring']);
      await runStepsInCore(started);
      expect((await paymentOrdersOf(orderId)).map(({ status }) => status)).toEqual([
        'VOIDED',
        'VOIDED',
        'CAPTURED',
      ]);
      const payment = await paymentOf(orderId);
      expect(payment).toMatchObject({ status: 'CAPTURED', authorization: 'CLOSED' });
      expect(await askPsp(started, `/v1/payment_intents/${pspIntentId}`)).toMatchObject({
        status: 'succeeded',
      });
      expect(await openAuthorizations(orderId)).toBe(0);
      const sellerOrders = await started.database.sql<{ status: string }>(
        'SELECT status FROM seller_order WHERE order_id = $1 ORDER BY id',
        [orderId],
      );
      expect(sellerOrders.map(({ status }) => status)).toEqual(['CANCELED', 'CANCELED', 'TO_SHIP']);
      const plan = await started.services.capturePlans.find(parseId('pay', payment.id) ?? newId('pay'));
      expect(plan?.expiryActedAt).toBeInstanceOf(Date);
      expect(plan?.reasons.map(({ code }) => code)).toContain('AUTHORIZATION_CLOSED');
    });
  },
);
