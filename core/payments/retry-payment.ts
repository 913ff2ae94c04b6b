import { z } from 'zod';

import type { AnswerMaker } from '../checkout/answer-maker.js';
import type { CheckoutSteps } from '../checkout/checkout-steps.js';
import type { Checkouts } from '../checkout/model/ports.js';
import { orderOf, scheduleLeased } from '../checkout/steps/checkout-step.js';
import { createIntentStep } from '../checkout/steps/create-intent-step.js';
import type { LeasedStep } from '../psp/step.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction } from '../shared/transaction.js';

import type { HoldPlan, StrategySetting } from '../checkout/authorization/plan-holds.js';
import { planHolds, savesCard } from '../checkout/authorization/plan-holds.js';
import type { GuestTokens } from '../identity/guest-tokens.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { IdempotencyKeyInProgress, IdempotencyKeyReused } from '../idempotency/ports.js';
import { orderAnswer, provisionalAnswer, type OrderAnswer } from '../orders/new-order.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { ownAccess } from '../checkout/model/order-access.js';
import type { Requester } from '../identity/requester.js';
import { parseId } from '../shared/ids.js';
import { causeOf } from '../identity/cause-of.js';
import type { PaymentNotFound } from './authorize-payment.js';
import type { Checkout, CheckoutChange } from '../checkout/model/checkout.js';
import { addIntent, patchPayment, unchanged } from '../checkout/model/checkout.js';
import { latestAttempt, withdrawDeclined } from '../checkout/ending/expiry.js';
import { NEW_INTENT } from '../checkout/authorization/split-attempt.js';
import type { BudgetDependencies } from '../psp/budget.js';
import { answerWithinBudget, claimLockMs } from '../psp/budget.js';

export type RetryPaymentDependencies = BudgetDependencies &
  Readonly<{
    transaction: Transaction;
    checkouts: Checkouts;
    checkoutSteps: CheckoutSteps;
    live: LiveUpdates;
    tokens: GuestTokens;
    captureStrategy: StrategySetting;
  }>;

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
  const orderId = orderOf(step);
  live.announce({ orderId, version });
  const scope = scopeOf(orderId);
  const reply: AnswerMaker = ({ status, clientSecret }) => ({
    scope,
    response: { ...provisional, paymentIntentStatus: status, clientSecret, retryAfterMs: null },
  });
  const work = dependencies.checkoutSteps.run({ step, by, reply });
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
  const { id: paymentId } = payment;
  const intentId = checkout.newId('pin');
  const plan = planRetry(checkout, setting);
  const first = plan.perSeller ? checkout.sellerOrders[0] : undefined;
  const amountMinor = first?.totalMinor ?? payment.amountMinor;
  const attempt = (latestAttempt(checkout)[0]?.attempt ?? 0) + 1;
  const planned = patchPayment(withdrawDeclined(unchanged(checkout)), {
    captureStrategy: plan.perSeller ? 'INTENT_PER_SELLER' : null,
    strategyReason: plan.reason,
    planReasons: [plan.reason],
  });
  const added = addIntent(planned, {
    ...NEW_INTENT,
    id: intentId,
    attempt,
    sellerOrderId: first?.id ?? null,
    leadId: null,
    amountMinor,
  });
  const { change, step } = scheduleLeased(added, createIntentStep, {
    ...{ intentId, paymentId, amountMinor, currency: order.currency, orderNumber: order.number },
    intentAttempt: attempt,
    saveCard: savesCard(setting),
  });
  const provisional = provisionalAnswer({ id: order.id, number: order.number, paymentId, intentId });
  return { step, provisional, change };
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
