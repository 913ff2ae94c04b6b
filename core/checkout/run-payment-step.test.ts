import { describe, expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Checkout } from './model/checkout.js';
import type { LeasedStep, StepParams } from '../psp/payment-step.js';
import { PSP_KEY_MEMORY_MS } from '../psp/payment-step.js';
import type { Checkouts, CheckoutWrite, EndedStep } from './ports.js';
import type { LookCall, Psp, PspAnswer, PspFinding } from '../psp/psp.js';
import { runPaymentStep } from './run-payment-step.js';
import { buildCheckout } from './testing/build-checkout.js';

const tx: Tx = { refuse: (value) => value };

/** A runner over one checkout, a PSP that always answers the same, and what was written. */
function runner(checkout: Checkout, answer: PspAnswer, found: PspFinding = { outcome: 'not_done' }) {
  const looks: LookCall[] = [];
  const calls: string[] = [];
  const written: CheckoutWrite[] = [];
  const ended: EndedStep[] = [];
  const say = (what: string) => {
    calls.push(what);
    return Promise.resolve(answer);
  };
  const psp: Psp = {
    createIntent: ({ key }) => say(key),
    confirmIntent: ({ key }) => say(key),
    hold: ({ key }) => say(key),
    capture: ({ key }) => say(key),
    closeHold: ({ key }) => say(key),
    cancelIntent: ({ key }) => say(key),
    retrieveIntent: (id) => say(id),
    refund: ({ key }) => say(key),
    retrieveRefund: (id) => say(id),
    lookFor(call) {
      looks.push(call);
      return Promise.resolve(found);
    },
  };
  const checkouts: Checkouts = {
    lock: () => Promise.resolve(checkout),
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
  const steps = {
    lease: () => Promise.resolve(null),
    takeUndispatched: () => Promise.resolve([]),
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
  return { dependencies, calls, looks, written, ended };
}

function stepOf(
  { order, payment, intents }: Checkout,
  params: StepParams,
  given: Partial<LeasedStep> = {},
): LeasedStep {
  const [intent] = intents;
  if (intent === undefined) throw new Error('no intent');
  return {
    id: newId('stp'),
    orderId: order.id,
    paymentId: payment.id,
    intentId: intent.id,
    paymentOrderId: null,
    pspKey: 'key_1',
    params,
    leaseToken: 'lease',
    attempt: 1,
    firstCalledMsAgo: 0,
    ...given,
  };
}

const by = { actor: 'worker', actorId: null, cause: 'test', correlationId: 'test-job' } as const;
const confirm: StepParams = {
  kind: 'CONFIRM',
  pspIntentId: 'pi_1',
  confirmationToken: 'ctoken_1',
  returnUrl: 'https://x',
};
const unknown: PspAnswer = { outcome: 'unknown', reason: 'timeout', retryAfterMs: null };

test('a call without an answer is due again with the same key, and no state changes', async () => {
  const checkout = buildCheckout();
  const { dependencies, ended, written } = runner(checkout, unknown);
  const { ending } = await runPaymentStep(dependencies, { step: stepOf(checkout, confirm), by });
  expect(ending).toEqual({ state: 'DUE', error: 'timeout', retryInMs: 375, counts: true });
  expect(ended).toHaveLength(1);
  expect(written).toEqual([]);
});

test('a try in which the PSP was not called does not count, however often it happens', async () => {
  const checkout = buildCheckout();
  const { dependencies, written } = runner(checkout, {
    outcome: 'not_called',
    reason: 'too many requests',
    retryInMs: 900,
  });
  const { ending } = await runPaymentStep(dependencies, {
    step: stepOf(checkout, confirm, { attempt: 12 }),
    by,
  });
  expect(ending).toEqual({ state: 'DUE', error: 'too many requests', retryInMs: 900, counts: false });
  expect(written).toEqual([]);
});

test('a call without an answer for the twelfth time needs a person', async () => {
  const checkout = buildCheckout();
  const { dependencies } = runner(checkout, unknown);
  const { ending } = await runPaymentStep(dependencies, {
    step: stepOf(checkout, confirm, { attempt: 12 }),
    by,
  });
  expect(ending).toEqual({ state: 'NEEDS_ATTENTION', error: 'timeout' });
});

const onIntent = { pspIntentId: 'pi_1' };
const money = { amountMinor: 1n, currency: 'EUR', orderNumber: 'K7Q2-M4XD' };
const writes: readonly StepParams[] = [
  { kind: 'CREATE_INTENT', ...money, intentAttempt: 1 },
  { kind: 'HOLD', ...money, customer: 'cus_1', paymentMethod: 'pm_1' },
  confirm,
  { kind: 'CAPTURE', ...onIntent, amountMinor: 1n, finalCapture: true },
  { kind: 'CLOSE', ...onIntent },
  { kind: 'CANCEL', ...onIntent },
  { kind: 'REFUND', ...onIntent, amountMinor: 1n, refundId: 'ref_1' },
];
const storedError: PspAnswer = { ...unknown, isStored: true };

describe.each(writes)('a $kind whose key tells nothing any more', (params) => {
  const tooOld = { attempt: 2, firstCalledMsAgo: PSP_KEY_MEMORY_MS + 1 };

  test('because the PSP may have forgotten it is looked for, and not made with that key', async () => {
    const checkout = buildCheckout();
    const { dependencies, calls, looks } = runner(checkout, unknown);
    const { ending } = await runPaymentStep(dependencies, { step: stepOf(checkout, params, tooOld), by });
    expect(calls).toEqual([]);
    expect(looks).toMatchObject([{ kind: params.kind }]);
    expect(ending).toMatchObject({ state: 'DUE', nextKey: 'key_1_r2', counts: true });
  });

  test('because the PSP stored an error under it is looked for, and made with the next one', async () => {
    const checkout = buildCheckout();
    const { dependencies, looks } = runner(checkout, storedError);
    const { ending } = await runPaymentStep(dependencies, { step: stepOf(checkout, params), by });
    expect(looks).toMatchObject([{ kind: params.kind }]);
    expect(ending).toMatchObject({ state: 'DUE', nextKey: 'key_1_r2' });
  });

  test('and of which a look cannot tell either needs a person', async () => {
    const checkout = buildCheckout();
    const { dependencies } = runner(checkout, unknown, { outcome: 'refused', reason: 'who knows' });
    const { ending } = await runPaymentStep(dependencies, { step: stepOf(checkout, params, tooOld), by });
    expect(ending).toEqual({ state: 'NEEDS_ATTENTION', error: 'who knows' });
  });
});

test('what a look finds done is recorded, and the step has ended', async () => {
  const checkout = buildCheckout();
  const declined: PspAnswer = {
    outcome: 'declined',
    fact: { kind: 'DECLINED', declineCode: 'generic_decline', message: 'No.' },
  };
  const { dependencies, calls, written } = runner(checkout, unknown, declined);
  const step = stepOf(checkout, confirm, { attempt: 2, firstCalledMsAgo: PSP_KEY_MEMORY_MS + 1 });
  const { ending } = await runPaymentStep(dependencies, { step, by });
  expect(calls).toEqual([]);
  expect(ending).toMatchObject({ state: 'SUCCEEDED' });
  expect(written[0]?.change.after.intents[0]?.status).toBe('DECLINED');
});

test('a last try without an answer is no proof that nothing was done: no other key is tried', async () => {
  const checkout = buildCheckout();
  const { dependencies, looks } = runner(checkout, unknown);
  const step = stepOf(checkout, confirm, { attempt: 12 });
  const { ending } = await runPaymentStep(dependencies, { step, by });
  expect(looks).toHaveLength(1);
  expect(ending).toEqual({ state: 'NEEDS_ATTENTION', error: 'timeout' });
});

test('after four keys a person has to look', async () => {
  const checkout = buildCheckout();
  const { dependencies } = runner(checkout, storedError);
  const step = stepOf(checkout, confirm, { pspKey: 'key_1_r4' });
  const { ending } = await runPaymentStep(dependencies, { step, by });
  expect(ending.state).toBe('NEEDS_ATTENTION');
});

test('a confirm that the bank has not decided is looked up later', async () => {
  const checkout = buildCheckout();
  const { dependencies, written } = runner(checkout, { outcome: 'pending', fact: { kind: 'PROCESSING' } });
  await runPaymentStep(dependencies, { step: stepOf(checkout, confirm), by });
  expect(written[0]?.change.steps).toMatchObject([
    { params: { kind: 'RETRIEVE', pspIntentId: 'pi_1' }, runInMs: 60_000 },
  ]);
});

test('an attempt that was undecided can still ask for an action: its look-ups have keys of their own', async () => {
  const checkout = buildCheckout();
  const undecided = runner(checkout, { outcome: 'pending', fact: { kind: 'PROCESSING' } });
  await runPaymentStep(undecided.dependencies, { step: stepOf(checkout, confirm), by });
  const action = { type: 'redirect_to_url', redirectUrl: 'https://bank.example' };
  const asked = runner(checkout, { outcome: 'pending', fact: { kind: 'ACTION_REQUIRED', action } });
  await runPaymentStep(asked.dependencies, {
    step: stepOf(checkout, { kind: 'RETRIEVE', pspIntentId: 'pi_1' }),
    by,
  });
  const keys = [...undecided.written, ...asked.written].flatMap(({ change }) =>
    change.steps.map(({ pspKey }) => pspKey),
  );
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(2);
});

test('a look-up that the bank has left undecided for the twelfth time needs a person', async () => {
  const checkout = buildCheckout({ intent: { status: 'PENDING_AUTH' } });
  const pending = runner(checkout, { outcome: 'pending', fact: { kind: 'PROCESSING' } });
  const step = stepOf(checkout, { kind: 'RETRIEVE', pspIntentId: 'pi_1' }, { attempt: 12 });
  const { ending } = await runPaymentStep(pending.dependencies, { step, by });
  expect(ending).toEqual({ state: 'NEEDS_ATTENTION', error: 'the bank has not decided' });
});

test('a look-up goes on until the bank has decided', async () => {
  const checkout = buildCheckout({ intent: { status: 'REQUIRES_ACTION' } });
  const pending = runner(checkout, { outcome: 'pending', fact: { kind: 'PROCESSING' } });
  const step = stepOf(checkout, { kind: 'RETRIEVE', pspIntentId: 'pi_1' });
  const { ending } = await runPaymentStep(pending.dependencies, { step, by });
  expect(ending).toMatchObject({ state: 'DUE', retryInMs: 180_000 });
  const held: PspAnswer = {
    outcome: 'succeeded',
    fact: { kind: 'AUTHORIZED', amountMinor: 3_000n, multicapture: true, captureBefore: null },
  };
  const decided = runner(checkout, held);
  await runPaymentStep(decided.dependencies, { step, by });
  expect(decided.written[0]?.change.after.order.status).toBe('PAYMENT_CONFIRMED');
});
