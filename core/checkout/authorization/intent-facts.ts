import { endAuthorization } from '../capture/end-authorization.js';
import { chooseStrategy } from '../capture/choose-strategy.js';
import { isTooLate, rejectIntent, releaseLateAuthorization, cancelLateIntent } from '../ending/expiry.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { emit, extendReservation, intentOf, moveIntent, patchIntent, unchanged } from '../model/checkout.js';
import type { CheckoutFact } from '../model/checkout-psp.js';
import type { FactSubject } from '../model/fact-subject.js';
import { paymentDeclined, paymentIntentCreated } from '../model/payment-events.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import { scheduleLater } from '../steps/checkout-step.js';
import { FIRST_POLL_MS, retrieveIntentStep } from '../steps/retrieve-intent-step.js';
import { confirmOrder } from './confirm-order.js';
import { failAttempt, authorizeForSeller } from './split-attempt.js';

/** How long the stock stays reserved while the shopper authenticates with their bank (3-D Secure). */
export const AUTHENTICATION_TTL_MS = 15 * 60_000;

export function applyIntentCreated(
  checkout: Checkout,
  { intentId }: FactSubject,
  fact: Fact<'INTENT_CREATED'>,
): CheckoutChange {
  const intent = intentOf(checkout, intentId);
  if (intent.status === 'CANCELED') return cancelLateIntent(checkout, intentId, fact.pspIntentId);
  if (intent.status !== 'CREATED_PENDING') return unchanged(checkout);
  const change = moveIntent(unchanged(checkout), {
    id: intentId,
    event: 'created',
    patch: { pspIntentId: fact.pspIntentId, clientSecret: fact.clientSecret },
  });
  return emit(
    change,
    eventOf(paymentIntentCreated, checkout.payment.id, {
      ...subjectOf(checkout),
      paymentIntentId: intentId,
      attempt: intent.attempt,
      amountMinor: intent.amountMinor.toString(),
      currency: checkout.order.currency,
    }),
  );
}

export function applyAuthorized(
  checkout: Checkout,
  { intentId }: FactSubject,
  fact: Fact<'AUTHORIZED'>,
): CheckoutChange {
  const intent = intentOf(checkout, intentId);
  if (intent.status === 'AUTHORIZED') {
    const { endedWithMinor } = fact;
    if (endedWithMinor === undefined) return unchanged(checkout);
    return endAuthorization(unchanged(checkout), { intentId, capturedMinor: endedWithMinor });
  }
  if (isTooLate(checkout, intent)) return releaseLateAuthorization(checkout, intentId);
  const isNews = intent.authorization === null && intent.status !== 'CREATED_PENDING';
  if (!isNews || checkout.order.status !== 'PENDING_PAYMENT') return unchanged(checkout);
  if (fact.amountMinor !== intent.amountMinor) {
    throw new Error(`${intentId}: the PSP authorized ${fact.amountMinor} instead of ${intent.amountMinor}`);
  }
  const pending = pendingAuth(checkout, intentId);
  if (intent.sellerOrderId !== null) return authorizeForSeller(pending, intentId, fact);
  const sellerCount = checkout.sellerOrders.length;
  const chosen = chooseStrategy({ multicapture: fact.multicapture, sellerCount });
  const { captureBefore } = fact;
  const multicapture = chosen.strategy === 'MULTICAPTURE';
  const authorized = patchIntent(pending, intentId, {
    authorization: { state: 'OPEN', multicapture, captureBefore },
  });
  return confirmOrder(authorized, { intentIds: [intentId], ...chosen });
}

export function applyActionRequired(
  checkout: Checkout,
  { intentId }: FactSubject,
  fact: Fact<'ACTION_REQUIRED'>,
): CheckoutChange {
  const { status, primaryIntentId } = intentOf(checkout, intentId);
  if (status !== 'PENDING_AUTH') return unchanged(checkout);
  // Nobody is present to authenticate a follow-up intent.
  if (primaryIntentId !== null) return failAttempt(unchanged(checkout), intentId, AUTHENTICATION_REQUIRED);
  const change = moveIntent(unchanged(checkout), {
    id: intentId,
    event: 'actionRequired',
    patch: { nextAction: fact.action },
  });
  const until = new Date(checkout.readAt.getTime() + AUTHENTICATION_TTL_MS);
  return pollIntent(extendReservation(change, until), intentId, 'action');
}

/** The webhook reports how the bank decided; this step covers a lost webhook. */
export function pollIntent(
  change: CheckoutChange,
  intentId: PaymentIntentId,
  purpose: 'action' | 'decision',
): CheckoutChange {
  const { pspIntentId } = intentOf(change.after, intentId);
  if (pspIntentId === null) throw new Error(`${intentId} was confirmed but has no PSP intent`);
  return scheduleLater(change, retrieveIntentStep, {
    params: { intentId, pspIntentId, purpose },
    runInMs: FIRST_POLL_MS,
  });
}

export function applyDeclined(
  checkout: Checkout,
  { intentId }: FactSubject,
  fact: Fact<'DECLINED'>,
): CheckoutChange {
  const intent = intentOf(checkout, intentId);
  if (intent.status !== 'PENDING_AUTH' && intent.status !== 'REQUIRES_ACTION') return unchanged(checkout);
  if (intent.primaryIntentId !== null) return failAttempt(unchanged(checkout), intentId, fact);
  const change = moveIntent(endAction(checkout, intentId), {
    id: intentId,
    event: 'declined',
    patch: { nextAction: null, declineCode: fact.declineCode, declineMessage: fact.message },
  });
  return emit(
    change,
    eventOf(paymentDeclined, checkout.payment.id, {
      ...subjectOf(checkout),
      paymentIntentId: intentId,
      attempt: intent.attempt,
      declineCode: fact.declineCode,
    }),
  );
}

export function applyIntentCanceled(
  checkout: Checkout,
  { intentId }: FactSubject,
  { capturedMinor }: Fact<'INTENT_CANCELED'>,
): CheckoutChange {
  const { status, authorization, primaryIntentId } = intentOf(checkout, intentId);
  if (status === 'DECLINED' || status === 'CANCELED') return unchanged(checkout);
  if (status === 'PENDING_AUTH' && (authorization !== null || primaryIntentId !== null))
    return failAttempt(
      patchIntent(unchanged(checkout), intentId, { authorization: null }),
      intentId,
      CANCELED_AT_PSP,
    );
  const change = moveIntent(unchanged(checkout), {
    id: intentId,
    event: 'canceled',
    patch: { nextAction: null },
  });
  return status === 'AUTHORIZED' ? endAuthorization(change, { intentId, capturedMinor }) : change;
}

/**
 * The PSP rejects a follow-up intent outright, for example below its minimum charge: the attempt fails, and the order
 * can be paid another way.
 */
export function applyIntentRejected(
  checkout: Checkout,
  { intentId }: FactSubject,
  fact: Fact<'INTENT_REJECTED'>,
): CheckoutChange {
  const { primaryIntentId, status } = intentOf(checkout, intentId);
  if (primaryIntentId === null) return rejectIntent(checkout, intentId, fact);
  if (status !== 'PENDING_AUTH') return unchanged(checkout);
  const { code: declineCode, reason: message } = fact;
  return failAttempt(unchanged(checkout), intentId, { declineCode, message });
}

/**
 * Moves the attempt to PENDING_AUTH. Anyone with its client secret can confirm it without us; the authorization counts
 * all the same.
 */
function pendingAuth(checkout: Checkout, intentId: PaymentIntentId): CheckoutChange {
  if (intentOf(checkout, intentId).status !== 'CREATED') return endAction(checkout, intentId);
  return moveIntent(unchanged(checkout), { id: intentId, event: 'confirmRequested' });
}

/** REQUIRES_ACTION goes back through PENDING_AUTH, so the history shows that the shopper returned from the bank. */
function endAction(checkout: Checkout, intentId: PaymentIntentId): CheckoutChange {
  const change = unchanged(checkout);
  if (intentOf(checkout, intentId).status !== 'REQUIRES_ACTION') return change;
  return moveIntent(change, { id: intentId, event: 'actionEnded' });
}

function subjectOf(checkout: Checkout): { paymentId: string; orderId: string } {
  return { paymentId: checkout.payment.id, orderId: checkout.order.id };
}

const AUTHENTICATION_REQUIRED = {
  declineCode: 'authentication_required',
  message: 'Your bank requires you to confirm this payment.',
};

const CANCELED_AT_PSP = {
  declineCode: 'canceled',
  message: 'The payment provider canceled the authorization. You have not been charged.',
};

type Fact<Kind extends CheckoutFact['kind']> = Extract<CheckoutFact, { kind: Kind }>;
