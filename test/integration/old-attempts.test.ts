import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { placeOrder } from '../../core/orders/place-order.js';
import { authorizePayment } from '../../core/payments/authorize-payment.js';
import { recordFact } from '../../core/checkout/record-fact.js';
import { retryPayment } from '../../core/payments/retry-payment.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { newId, parseId } from '../../core/shared/ids.js';
import {
  fillCart,
  GUEST,
  startCheckoutServices,
  type CheckoutServices,
} from '../harness/checkout-services.js';
import { askPsp, placeInCore, runStepsInCore } from '../harness/core-shopper.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices();
});

const tokenOf = (orderId: string) => started.services.tokens.orderToken(orderId);

async function pay(order: { orderId: string; intentId: string }, card: string) {
  const token = await askPsp(started, '/v1/test_helpers/confirmation_tokens', { payment_method: card });
  return authorizePayment(started.services, {
    paymentIntentId: order.intentId,
    orderToken: tokenOf(order.orderId),
    confirmationToken: token.id,
    idempotencyKey: randomUUID(),
    requester: GUEST,
  });
}

async function retry(orderId: string) {
  const [payment] = await started.database.sql<{ id: string }>('SELECT id FROM payment WHERE order_id = $1', [
    orderId,
  ]);
  const retried = await retryPayment(started.services, {
    paymentId: payment?.id ?? '',
    orderToken: tokenOf(orderId),
    idempotencyKey: randomUUID(),
    requester: GUEST,
  });
  if (isDomainError(retried)) throw new Error(retried.code);
  return { orderId, intentId: retried.answer.paymentIntentId };
}

/** Records the PSP's current state of the intent, as its webhook would. */
async function receiveWebhook(order: { orderId: string; intentId: string }, pspIntentId: string) {
  const answer = await started.services.psp.retrieveIntent(pspIntentId);
  if (!('fact' in answer)) throw new Error(answer.reason);
  const subject = { intentId: parseId('pin', order.intentId) ?? newId('pin'), paymentOrderIds: [] };
  const by = { actor: 'psp', actorId: null, cause: 'webhook', correlationId: 'test-job' } as const;
  const orderId = parseId('ord', order.orderId) ?? newId('ord');
  return recordFact(started.services, { orderId, subject, fact: answer.fact, by });
}

const intentsOf = (orderId: string) =>
  started.database.sql<{ status: string; decline_code: string | null }>(
    'SELECT status, decline_code FROM payment_intent WHERE order_id = $1 ORDER BY attempt',
    [orderId],
  );

describe('a declined attempt', () => {
  test('is canceled at the PSP when the next one opens, so that one intent is live there', async () => {
    const order = await placeInCore(started, { sellers: 1, linesPerSeller: 1 });
    await pay(order, 'pm_card_visa_chargeDeclined');
    const next = await retry(order.orderId);
    await runStepsInCore(started);
    expect(await askPsp(started, `/v1/payment_intents/${order.pspIntentId}`)).toMatchObject({
      status: 'canceled',
    });
    await pay(next, 'pm_card_visa');
    await runStepsInCore(started);
    expect((await intentsOf(order.orderId)).map(({ status }) => status)).toEqual(['DECLINED', 'AUTHORIZED']);
  });

  test('that is authorized at the PSP later is voided there', async () => {
    const order = await placeInCore(started, { sellers: 1, linesPerSeller: 1 });
    await pay(order, 'pm_card_visa_chargeDeclined');
    await askPsp(started, `/v1/payment_intents/${order.pspIntentId}/confirm`, {
      payment_method: 'pm_card_visa',
      return_url: 'http://localhost/orders',
    });
    expect(await receiveWebhook(order, order.pspIntentId)).toEqual({ changed: true });
    expect(await receiveWebhook(order, order.pspIntentId)).toEqual({ changed: false });
    await runStepsInCore(started);
    expect(await askPsp(started, `/v1/payment_intents/${order.pspIntentId}`)).toMatchObject({
      status: 'canceled',
    });
    expect(await intentsOf(order.orderId)).toEqual([
      { status: 'DECLINED', decline_code: 'late_authorization' },
    ]);
    const next = await retry(order.orderId);
    expect(await pay(next, 'pm_card_visa')).toMatchObject({ answer: { paymentIntentStatus: 'AUTHORIZED' } });
    await runStepsInCore(started);
  });
});

test('an order rejected by the PSP ends at once with the reason, and its stock is released', async () => {
  const fault = await fetch(`${started.simulator.url}/_sim/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      operation: 'payment_intents.create',
      kind: 'fail',
      status: 400,
      code: 'amount_too_small',
      message: 'Amount must be at least 50 cents.',
      times: 1,
    }),
  });
  expect(fault.status).toBe(201);
  const cart = await fillCart(started, { sellers: 1, linesPerSeller: 1 });
  const placed = await placeOrder(started.services, { ...cart, idempotencyKey: randomUUID() });
  if (isDomainError(placed)) throw new Error(placed.code);
  expect(placed.answer).toMatchObject({ paymentIntentStatus: 'CANCELED', clientSecret: null });
  const { orderId } = placed.answer;
  const [order] = await started.database.sql('SELECT status FROM orders WHERE id = $1', [orderId]);
  expect(order).toEqual({ status: 'EXPIRED' });
  expect(await intentsOf(orderId)).toEqual([{ status: 'CANCELED', decline_code: 'amount_too_small' }]);
  const [reservation] = await started.database.sql(
    'SELECT status FROM stock_reservation WHERE order_id = $1',
    [orderId],
  );
  expect(reservation).toEqual({ status: 'RELEASED' });
});

test('an authorization canceled at the PSP voids the uncaptured payment orders', async () => {
  await started.database.sql(`UPDATE seller SET capture_mode = 'ON_SHIPMENT'`);
  const order = await placeInCore(started, { sellers: 2, linesPerSeller: 1 });
  await pay(order, 'pm_card_visa');
  await askPsp(started, `/v1/payment_intents/${order.pspIntentId}/cancel`, {});
  await receiveWebhook(order, order.pspIntentId);
  const paymentOrders = await started.database.sql<{ status: string }>(
    'SELECT status FROM payment_order WHERE order_id = $1',
    [order.orderId],
  );
  expect(paymentOrders.map(({ status }) => status)).toEqual(['VOIDED', 'VOIDED']);
  const [payment] = await started.database.sql(
    'SELECT status, authorization_state AS "authorization" FROM payment WHERE order_id = $1',
    [order.orderId],
  );
  expect(payment).toEqual({ status: 'VOIDED', authorization: 'CLOSED' });
});
