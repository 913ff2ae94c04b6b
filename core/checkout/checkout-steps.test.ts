import { describe, expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Checkout } from './model/checkout.js';
import { newPaymentOrder } from './model/payment-order.js';
import type { EndedStep, PspSteps } from '../psp/ports.js';
import { PSP_KEY_MEMORY_MS } from '../psp/psp-keys.js';
import type { JsonObject, LeasedStep } from '../psp/step.js';
import type { Checkouts, CheckoutSets, CheckoutWrite } from './model/ports.js';
import type { LookupCall, CheckoutPsp, CheckoutAnswer, CheckoutFinding } from './model/checkout-psp.js';
import { bindCheckoutSteps } from './checkout-steps.js';
import { buildCheckout } from './testing/build-checkout.js';

const tx: Tx = { rollback: (value) => value };

/** A runner for one checkout, with a PSP that always gives the same answer, and a record of all writes. */
function runner(
  checkout: Checkout,
  answer: CheckoutAnswer,
  found: CheckoutFinding = { outcome: 'not_done' },
) {
  const lookUps: LookupCall[] = [];
  const calls: string[] = [];
  const written: CheckoutWrite[] = [];
  const ended: EndedStep[] = [];
  const reply = (call: string) => {
    calls.push(call);
    return Promise.resolve(answer);
  };
  const psp: CheckoutPsp = {
    createIntent: ({ key }) => reply(key),
    confirmIntent: ({ key }) => reply(key),
    authorize: ({ key }) => reply(key),
    capture: ({ key }) => reply(key),
    releaseAuthorization: ({ key }) => reply(key),
    cancelIntent: ({ key }) => reply(key),
    retrieveIntent: (id) => reply(id),
    refund: ({ key }) => reply(key),
    retrieveRefund: (id) => reply(id),
    lookUp(call) {
      lookUps.push(call);
      return Promise.resolve(found);
    },
  };
  const checkouts: Checkouts & CheckoutSets = {
    lock: () => Promise.resolve(checkout),
    lockFree: () => Promise.resolve(new Map([[checkout.order.id, checkout]])),
    saveAll(_tx, writes) {
      written.push(...writes);
      return Promise.resolve(new Map([[checkout.order.id, 2]]));
    },
    lockByPayment: () => Promise.resolve(checkout),
    lockFor: () => Promise.resolve(checkout),
    lockByIntent: () => Promise.resolve(checkout),
    findByRefund: () => Promise.resolve(null),
    recordIntentCreated: () => Promise.resolve(null),
    save(_tx, write) {
      written.push(write);
      return Promise.resolve({ version: 2, answer: null });
    },
  };
  const steps: PspSteps = {
    lease: () => Promise.resolve(null),
    takeUndispatched: () => Promise.resolve([]),
    add: () => Promise.resolve(),
    unfinishedKinds: () => Promise.resolve([]),
    end(_tx: Tx, step: EndedStep) {
      ended.push(step);
      return Promise.resolve();
    },
  };
  const live = { announce: () => undefined };
  const dependencies = {
    psp,
    checkouts,
    steps,
    live,
    jitter: () => 0.5,
    transaction: { run: <Value>(work: (open: Tx) => Promise<Value>) => work(tx) },
  };
  return { ...bindCheckoutSteps(dependencies), calls, lookUps, written, ended };
}

type Params = JsonObject & Readonly<{ kind: string }>;

function stepOf(
  { order, payment, intents }: Checkout,
  { kind, ...params }: Params,
  given: Partial<LeasedStep> = {},
): LeasedStep {
  const [intent] = intents;
  if (intent === undefined) throw new Error('no intent');
  return {
    id: newId('stp'),
    kind,
    subject: { type: 'order', id: order.id },
    pspKey: 'key_1',
    params: { intentId: intent.id, paymentId: payment.id, ...params },
    leaseToken: 'lease',
    attempt: 1,
    firstCalledMsAgo: 0,
    ...given,
  };
}

const by = { actor: 'worker', actorId: null, cause: 'test', correlationId: 'test-job' } as const;
const confirm: Params = {
  kind: 'CONFIRM',
  pspIntentId: 'pi_1',
  confirmationToken: 'ctoken_1',
  returnUrl: 'https://x',
};
const unknown: CheckoutAnswer = { outcome: 'unknown', reason: 'timeout', retryAfterMs: null };

test('a call that timed out is due again with the same key, and no state changes', async () => {
  const checkout = buildCheckout();
  const { run, ended, written } = runner(checkout, unknown);
  const { ending } = await run({ step: stepOf(checkout, confirm), by });
  expect(ending).toEqual({ state: 'DUE', error: 'timeout', retryInMs: 375, counts: true });
  expect(ended).toHaveLength(1);
  expect(written).toEqual([]);
});

test('an attempt that did not reach the PSP does not count, however often it happens', async () => {
  const checkout = buildCheckout();
  const { run, written } = runner(checkout, {
    outcome: 'not_called',
    reason: 'too many requests',
    retryInMs: 900,
  });
  const { ending } = await run({
    step: stepOf(checkout, confirm, { attempt: 12 }),
    by,
  });
  expect(ending).toEqual({ state: 'DUE', error: 'too many requests', retryInMs: 900, counts: false });
  expect(written).toEqual([]);
});

test('a call that timed out for the twelfth time needs attention', async () => {
  const checkout = buildCheckout();
  const { run } = runner(checkout, unknown);
  const { ending } = await run({
    step: stepOf(checkout, confirm, { attempt: 12 }),
    by,
  });
  expect(ending).toEqual({ state: 'NEEDS_ATTENTION', error: 'timeout' });
});

const onIntent = { pspIntentId: 'pi_1' };
const money = { amountMinor: '1', currency: 'EUR', orderNumber: 'K7Q2-M4XD' };
const paymentOrderId = newId('po');
const captured = { paymentOrderIds: [paymentOrderId], captured: paymentOrderId, captureNumber: 1 };
const writes: readonly Params[] = [
  { kind: 'CREATE_INTENT', ...money, intentAttempt: 1, saveCard: false },
  { kind: 'AUTHORIZE', ...money, customer: 'cus_1', paymentMethod: 'pm_1' },
  confirm,
  { kind: 'CAPTURE', ...onIntent, amountMinor: '1', finalCapture: true, ...captured },
  { kind: 'RELEASE', ...onIntent },
  { kind: 'CANCEL', ...onIntent, nth: 1 },
  { kind: 'REFUND', ...onIntent, amountMinor: '1', refundId: newId('ref'), paymentOrderId },
];
/** The checkout with the payment order that a capture or a refund is about; its capture is not requested yet. */
function withPaymentOrder(checkout: Checkout): Checkout {
  const { id: sellerOrderId, sellerId, totalMinor: amountMinor } = checkout.sellerOrders[0] ?? never();
  const opened = { id: paymentOrderId, sellerOrderId, sellerId, amountMinor, captureDue: false };
  return { ...checkout, paymentOrders: [newPaymentOrder(opened)] };
}

function never(): never {
  throw new Error('a checkout has a seller order');
}

const storedError: CheckoutAnswer = { ...unknown, isStored: true };

describe.each(writes)('a $kind whose key no longer reveals the outcome', (params) => {
  const tooOld = { attempt: 2, firstCalledMsAgo: PSP_KEY_MEMORY_MS + 1 };

  test('because the PSP may have forgotten it is looked up instead of repeated', async () => {
    const checkout = withPaymentOrder(buildCheckout());
    const { run, calls, lookUps } = runner(checkout, unknown);
    const { ending } = await run({ step: stepOf(checkout, params, tooOld), by });
    expect(calls).toEqual([]);
    expect(lookUps).toMatchObject([{ kind: params.kind }]);
    expect(ending).toMatchObject({ state: 'DUE', nextKey: 'key_1_r2', counts: true });
  });

  test('because the PSP stored an error under it is looked up, and repeated with the next key', async () => {
    const checkout = withPaymentOrder(buildCheckout());
    const { run, lookUps } = runner(checkout, storedError);
    const { ending } = await run({ step: stepOf(checkout, params), by });
    expect(lookUps).toMatchObject([{ kind: params.kind }]);
    expect(ending).toMatchObject({ state: 'DUE', nextKey: 'key_1_r2' });
  });

  test('and whose look-up is inconclusive needs attention', async () => {
    const checkout = withPaymentOrder(buildCheckout());
    const { run } = runner(checkout, unknown, { outcome: 'rejected', reason: 'who knows' });
    const { ending } = await run({ step: stepOf(checkout, params, tooOld), by });
    expect(ending).toEqual({ state: 'NEEDS_ATTENTION', error: 'who knows' });
  });
});

test('a fact found by a look-up is recorded and ends the step', async () => {
  const checkout = buildCheckout();
  const declined: CheckoutAnswer = {
    outcome: 'declined',
    fact: { kind: 'DECLINED', declineCode: 'generic_decline', message: 'No.' },
  };
  const { run, calls, written } = runner(checkout, unknown, declined);
  const step = stepOf(checkout, confirm, { attempt: 2, firstCalledMsAgo: PSP_KEY_MEMORY_MS + 1 });
  const { ending } = await run({ step, by });
  expect(calls).toEqual([]);
  expect(ending).toMatchObject({ state: 'SUCCEEDED' });
  expect(written[0]?.change.after.intents[0]?.status).toBe('DECLINED');
});

test('a time-out on the last attempt proves nothing: no further key is used', async () => {
  const checkout = buildCheckout();
  const { run, lookUps } = runner(checkout, unknown);
  const step = stepOf(checkout, confirm, { attempt: 12 });
  const { ending } = await run({ step, by });
  expect(lookUps).toHaveLength(1);
  expect(ending).toEqual({ state: 'NEEDS_ATTENTION', error: 'timeout' });
});

test('a step needs attention after four keys', async () => {
  const checkout = buildCheckout();
  const { run } = runner(checkout, storedError);
  const step = stepOf(checkout, confirm, { pspKey: 'key_1_r4' });
  const { ending } = await run({ step, by });
  expect(ending.state).toBe('NEEDS_ATTENTION');
});

test('an undecided confirm is polled later', async () => {
  const checkout = buildCheckout();
  const { run, written } = runner(checkout, { outcome: 'pending', fact: { kind: 'PROCESSING' } });
  await run({ step: stepOf(checkout, confirm), by });
  expect(written[0]?.change.steps).toMatchObject([
    { kind: 'RETRIEVE', params: { pspIntentId: 'pi_1', purpose: 'decision' }, runInMs: 60_000 },
  ]);
});

test('an undecided attempt can still require an action: each poll has its own key', async () => {
  const checkout = buildCheckout();
  const undecided = runner(checkout, { outcome: 'pending', fact: { kind: 'PROCESSING' } });
  await undecided.run({ step: stepOf(checkout, confirm), by });
  const action = { type: 'redirect_to_url', redirectUrl: 'https://bank.example' };
  const actionRequired = runner(checkout, { outcome: 'pending', fact: { kind: 'ACTION_REQUIRED', action } });
  await actionRequired.run({
    step: stepOf(checkout, { kind: 'RETRIEVE', pspIntentId: 'pi_1', purpose: 'action' }),
    by,
  });
  const keys = [...undecided.written, ...actionRequired.written].flatMap(({ change }) =>
    change.steps.map(({ pspKey }) => pspKey),
  );
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(2);
});

test('a poll that is undecided for the twelfth time needs attention', async () => {
  const checkout = buildCheckout({ intent: { status: 'PENDING_AUTH' } });
  const pending = runner(checkout, { outcome: 'pending', fact: { kind: 'PROCESSING' } });
  const step = stepOf(
    checkout,
    { kind: 'RETRIEVE', pspIntentId: 'pi_1', purpose: 'action' },
    { attempt: 12 },
  );
  const { ending } = await pending.run({ step, by });
  expect(ending).toEqual({ state: 'NEEDS_ATTENTION', error: 'the bank has not decided' });
});

test('an attempt is polled until the bank has decided', async () => {
  const checkout = buildCheckout({ intent: { status: 'REQUIRES_ACTION' } });
  const pending = runner(checkout, { outcome: 'pending', fact: { kind: 'PROCESSING' } });
  const step = stepOf(checkout, { kind: 'RETRIEVE', pspIntentId: 'pi_1', purpose: 'action' });
  const { ending } = await pending.run({ step, by });
  expect(ending).toMatchObject({ state: 'DUE', retryInMs: 180_000 });
  const authorized: CheckoutAnswer = {
    outcome: 'succeeded',
    fact: { kind: 'AUTHORIZED', amountMinor: 3_000n, multicapture: true, captureBefore: null },
  };
  const decided = runner(checkout, authorized);
  await decided.run({ step, by });
  expect(decided.written[0]?.change.after.order.status).toBe('PAYMENT_CONFIRMED');
});
