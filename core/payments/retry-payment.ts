import { z } from 'zod';

import type { HoldPlan, StrategySetting } from '../checkout/authorization/plan-holds.js';
import { planHolds, savesCard } from '../checkout/authorization/plan-holds.js';
import type { GuestTokens } from '../identity/guest-tokens.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { IdempotencyKeyInProgress, IdempotencyKeyReused } from '../idempotency/ports.js';
import { createIntentStep, orderAnswer, provisionalAnswer, type OrderAnswer } from '../orders/new-order.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { ownAccess } from '../checkout/order-access.js';
import type { Requester } from '../identity/requester.js';
import { newId, parseId } from '../shared/ids.js';
import { causeOf } from '../identity/cause-of.js';
import type { PaymentNotFound } from './authorize-payment.js';
import type { Checkout, CheckoutChange } from '../checkout/model/checkout.js';
import { addIntent, owe, patchPayment, unchanged } from '../checkout/model/checkout.js';
import { latestAttempt, withdrawDeclined } from '../checkout/ending/expiry.js';
import { NEW_INTENT } from '../checkout/authorization/split-attempt.js';
import type { LeasedStep } from '../psp/payment-step.js';
import { STEP_LEASE_MS } from '../psp/payment-step.js';
import type { BudgetDependencies } from '../checkout/psp-budget.js';
import { answerWithinBudget, claimLockMs } from '../checkout/psp-budget.js';
import type { AnswerMaker } from '../checkout/record-psp-result.js';
import type { RunPaymentStepDependencies } from '../checkout/run-payment-step.js';
import { runPaymentStep } from '../checkout/run-payment-step.js';

export type RetryPaymentDependencies = RunPaymentStepDependencies &
  BudgetDependencies &
  Readonly<{ tokens: GuestTokens; captureStrategy: StrategySetting }>;

export type RetryPaymentInput = Readonly<{
  paymentId: string;
  /** Of a guest's order; its owner needs none. */
  orderToken: string | null | undefined;
  idempotencyKey: string;
  requester: Requester;
}>;

/** The order does not wait for a payment, or its last attempt has not been declined. */
export type PaymentNotRetryable = DomainError<'PAYMENT_NOT_RETRYABLE'>;

export type RetryPaymentError =
  InvalidInput | IdempotencyKeyReused | IdempotencyKeyInProgress | PaymentNotFound | PaymentNotRetryable;

export type RetriedPayment = Readonly<{ answer: OrderAnswer; replayed: boolean }>;

/**
 * Opens a new attempt on an order whose last one was declined. The database allows one live attempt per payment, so a
 * shopper with two tabs still has at most one hold.
 *
 * Errors in order of precedence: INVALID_INPUT, PAYMENT_NOT_FOUND (also when it is somebody else's),
 * IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_PROGRESS, PAYMENT_NOT_RETRYABLE.
 */
export async function retryPayment(
  dependencies: RetryPaymentDependencies,
  input: RetryPaymentInput,
): Promise<RetriedPayment | RetryPaymentError> {
  const { transaction, checkouts, idempotency, tokens, live } = dependencies;
  const parsed = z.object({ idempotencyKey }).safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const paymentId = parseId('pay', input.paymentId);
  if (paymentId === null) return { code: 'PAYMENT_NOT_FOUND' };
  const { orderToken, requester } = input;
  const access = ownAccess({ tokens }, { actor: requester.actor, token: orderToken });
  const by = causeOf(requester, 'shopper', 'retryPayment');
  const { idempotencyKey: key } = parsed.data;
  const scopeOf = (orderId: string) => ({ actor: `order:${orderId}`, operation: 'retryPayment', key });

  const begun = await transaction.run(async (tx) => {
    const checkout = await checkouts.lockByPayment(tx, paymentId, access);
    if (checkout === null) return tx.refuse({ code: 'PAYMENT_NOT_FOUND' });
    const attempt = newAttempt(checkout, dependencies.captureStrategy);
    const { step, provisional } = attempt;
    const lockMs = claimLockMs(dependencies.pspBudgetMs);
    const scope = scopeOf(checkout.order.id);
    const claim = await idempotency.claim(tx, { scope, input: { paymentId }, provisional, lockMs });
    if (claim.state === 'REFUSED') return tx.refuse(claim.error);
    if (claim.state === 'REPLAY') return { replay: claim.response };
    if (!isRetryable(checkout)) return tx.refuse({ code: 'PAYMENT_NOT_RETRYABLE' });
    const { version } = await checkouts.save(tx, { change: attempt.change, by });
    return { step, provisional, version };
  });

  if ('code' in begun) return begun;
  if ('replay' in begun) return { answer: orderAnswer.parse(begun.replay), replayed: true };

  const { step, provisional, version } = begun;
  live.announce({ orderId: step.orderId, version });
  const scope = scopeOf(step.orderId);
  const answerMaker: AnswerMaker = ({ status, clientSecret }) => ({
    scope,
    response: { ...provisional, paymentIntentStatus: status, clientSecret, retryAfterMs: null },
  });
  const work = runPaymentStep(dependencies, { step, by, answerMaker });
  const stored = await answerWithinBudget(dependencies, { scope, work });
  return { answer: orderAnswer.parse(stored), replayed: false };
}

function isRetryable(checkout: Checkout): boolean {
  const last = latestAttempt(checkout)[0]?.status;
  return checkout.order.status === 'PENDING_PAYMENT' && (last === 'DECLINED' || last === 'CANCELED');
}

type NewAttempt = Readonly<{ step: LeasedStep; provisional: OrderAnswer; change: CheckoutChange }>;

/** The next attempt: an intent, the step that creates it at the PSP, and the answer until that is done. */
function newAttempt(checkout: Checkout, setting: StrategySetting): NewAttempt {
  const { order, payment } = checkout;
  const names = {
    id: order.id,
    number: order.number,
    paymentId: payment.id,
    intentId: newId('pin'),
    stepId: newId('stp'),
  };
  const plan = planRetry(checkout, setting);
  const first = plan.perSeller ? checkout.sellerOrders[0] : undefined;
  const amountMinor = first?.totalMinor ?? payment.amountMinor;
  const attempt = (latestAttempt(checkout)[0]?.attempt ?? 0) + 1;
  const { currency } = order;
  const step = createIntentStep(names, { amountMinor, currency, attempt, saveCard: savesCard(setting) });
  const planned = patchPayment(withdrawDeclined(unchanged(checkout)), {
    captureStrategy: plan.perSeller ? 'INTENT_PER_SELLER' : null,
    strategyReason: plan.reason,
    planReasons: [plan.reason],
  });
  const change = addIntent(planned, {
    ...NEW_INTENT,
    id: names.intentId,
    attempt,
    sellerOrderId: first?.id ?? null,
    leadId: null,
    amountMinor,
  });
  const lease = { token: step.leaseToken, leaseMs: STEP_LEASE_MS };
  return { step, provisional: provisionalAnswer(names), change: owe(change, { ...step, lease }) };
}

/** A split that another seller's share made fail is not tried again. */
function planRetry({ order, sellerOrders, intents }: Checkout, setting: StrategySetting): HoldPlan {
  const splitFailed = intents.some(({ leadId }) => leadId !== null);
  return planHolds({
    setting,
    shares: sellerOrders.map(({ totalMinor }) => totalMinor),
    currency: order.currency,
    splitFailed,
  });
}
