import { applyCaptured, applyCaptureRefused } from '../capture/apply-capture.js';
import { chooseStrategy } from '../capture/choose-strategy.js';
import { endHold } from '../capture/end-hold.js';
import { forkPaymentOrders } from '../capture/fork-payment-orders.js';
import { completeWhenDone } from '../orders/complete-order.js';
import { orderConfirmed } from '../orders/order-events.js';
import { applyRefund } from '../refunds/apply-refund.js';
import { assertNever } from '../shared/assert-never.js';
import { eventOf } from '../shared/event-envelope.js';
import type { PaymentIntentId, PaymentOrderId } from '../shared/ids.js';
import { isTooLate, refuseIntent, releaseLateHold, withdrawLateIntent } from './expiry.js';
import type { Checkout, CheckoutChange } from './checkout.js';
import {
  emit,
  extendReservation,
  intentOf,
  moveIntent,
  moveOrder,
  moveSellerOrder,
  owe,
  patchPayment,
  unchanged,
} from './checkout.js';
import { intentStep } from './intent-step.js';
import { paymentAuthorized, paymentDeclined, paymentIntentCreated } from './payment-events.js';
import type { NewPaymentStep } from './payment-step.js';
import { LOOK_AFTER_ACTION_MS } from './payment-step.js';
import type { PspFact } from './psp.js';

/** How long the stock stays reserved for a shopper whom the bank asks to identify himself (3-D Secure). */
export const AUTHENTICATION_TTL_MS = 15 * 60_000;

/** What a fact is about. A capture fact names the sellers' shares that it settles. */
export type FactSubject = Readonly<{ intentId: PaymentIntentId; paymentOrderIds: readonly PaymentOrderId[] }>;

/**
 * The decision of what a PSP fact means for a checkout. Pure, idempotent and monotonic: a fact that is already known,
 * or older than what is known, changes nothing, so it does not matter how often or in which order facts arrive.
 */
export function applyPspFact(checkout: Checkout, subject: FactSubject, fact: PspFact): CheckoutChange {
  return completeWhenDone(decide(checkout, subject, fact));
}

function decide(checkout: Checkout, subject: FactSubject, fact: PspFact): CheckoutChange {
  switch (fact.kind) {
    case 'INTENT_CREATED':
      return applyIntentCreated(checkout, subject, fact);
    case 'AUTHORIZED':
      return applyAuthorized(checkout, subject, fact);
    case 'ACTION_REQUIRED':
      return applyActionRequired(checkout, subject, fact);
    case 'PROCESSING':
      return unchanged(checkout);
    case 'DECLINED':
      return applyDeclined(checkout, subject, fact);
    case 'INTENT_REFUSED':
      return refuseIntent(checkout, subject.intentId, fact);
    case 'INTENT_CANCELED':
      return applyIntentCanceled(checkout, subject, fact);
    case 'CAPTURED':
      return applyCaptured(checkout, subject.paymentOrderIds, fact.amountMinor);
    case 'CAPTURE_REFUSED':
      return applyCaptureRefused(checkout, subject.paymentOrderIds, fact);
    case 'REFUND':
      return applyRefund(checkout, fact);
    case 'HOLD_CLOSED':
      return endHold(unchanged(checkout), checkout.payment.capturedMinor);
    default:
      return assertNever(fact);
  }
}

function applyIntentCreated(
  checkout: Checkout,
  { intentId }: FactSubject,
  fact: Fact<'INTENT_CREATED'>,
): CheckoutChange {
  const intent = intentOf(checkout, intentId);
  if (intent.status === 'CANCELED') return withdrawLateIntent(checkout, intentId, fact.pspIntentId);
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

function applyAuthorized(
  checkout: Checkout,
  { intentId }: FactSubject,
  fact: Fact<'AUTHORIZED'>,
): CheckoutChange {
  const intent = intentOf(checkout, intentId);
  if (intent.status === 'AUTHORIZED') {
    const { endedWithMinor } = fact;
    return endedWithMinor === undefined ? unchanged(checkout) : endHold(unchanged(checkout), endedWithMinor);
  }
  if (isTooLate(checkout, intent)) return releaseLateHold(checkout, intentId);
  if (intent.status === 'CREATED_PENDING' || checkout.order.status !== 'PENDING_PAYMENT')
    return unchanged(checkout);
  if (fact.amountMinor !== intent.amountMinor) {
    throw new Error(
      `${intentId}: the PSP holds ${fact.amountMinor} where ${intent.amountMinor} was asked for`,
    );
  }
  const { order, payment } = checkout;
  const captureBefore = fact.captureBefore;
  let change = moveIntent(askedFor(checkout, intentId), {
    id: intentId,
    event: 'authorized',
    patch: { nextAction: null },
  });
  change = patchPayment(change, {
    authorizedMinor: intent.amountMinor,
    captureStrategy: chooseStrategy({
      multicapture: fact.multicapture,
      shares: checkout.sellerOrders.length,
    }),
    captureBefore,
    hold: 'OPEN',
  });
  change = moveOrder(change, 'paymentConfirmed');
  for (const sellerOrder of checkout.sellerOrders)
    change = moveSellerOrder(change, sellerOrder.id, 'paymentConfirmed');
  change = emit(
    change,
    eventOf(paymentAuthorized, payment.id, {
      ...subjectOf(checkout),
      paymentIntentId: intentId,
      amountMinor: intent.amountMinor.toString(),
      currency: order.currency,
      captureBefore: captureBefore?.toISOString() ?? null,
    }),
    eventOf(orderConfirmed, order.id, {
      orderId: order.id,
      orderNumber: order.number,
      confirmedAt: checkout.readAt.toISOString(),
      currency: order.currency,
      totalMinor: order.totalMinor.toString(),
      sellers: checkout.sellerOrders.map(({ id, sellerId, totalMinor }) => ({
        sellerId,
        sellerOrderId: id,
        totalMinor: totalMinor.toString(),
      })),
    }),
  );
  return forkPaymentOrders({ ...change, stock: 'COMMIT' });
}

function applyActionRequired(
  checkout: Checkout,
  { intentId }: FactSubject,
  fact: Fact<'ACTION_REQUIRED'>,
): CheckoutChange {
  if (intentOf(checkout, intentId).status !== 'PENDING_AUTH') return unchanged(checkout);
  const change = moveIntent(unchanged(checkout), {
    id: intentId,
    event: 'actionRequired',
    patch: { nextAction: fact.action },
  });
  const until = new Date(checkout.readAt.getTime() + AUTHENTICATION_TTL_MS);
  return owe(extendReservation(change, until), lookUpLater(checkout, intentId, 'action'));
}

/** The webhook tells how the bank decided; this step finds out when the webhook never comes. */
export function lookUpLater(
  checkout: Checkout,
  intentId: PaymentIntentId,
  waitsFor: 'action' | 'decision',
): NewPaymentStep {
  const { pspIntentId } = intentOf(checkout, intentId);
  if (pspIntentId === null) throw new Error(`${intentId} was confirmed but has no PSP intent`);
  return intentStep(checkout, {
    intentId,
    pspKey: `ret_${intentId}_${waitsFor}`,
    params: { kind: 'RETRIEVE', pspIntentId },
    runInMs: LOOK_AFTER_ACTION_MS,
  });
}

function applyDeclined(
  checkout: Checkout,
  { intentId }: FactSubject,
  fact: Fact<'DECLINED'>,
): CheckoutChange {
  const intent = intentOf(checkout, intentId);
  if (intent.status !== 'PENDING_AUTH' && intent.status !== 'REQUIRES_ACTION') return unchanged(checkout);
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

function applyIntentCanceled(
  checkout: Checkout,
  { intentId }: FactSubject,
  { capturedMinor }: Fact<'INTENT_CANCELED'>,
): CheckoutChange {
  const { status } = intentOf(checkout, intentId);
  if (status === 'DECLINED' || status === 'CANCELED') return unchanged(checkout);
  const change = moveIntent(unchanged(checkout), {
    id: intentId,
    event: 'canceled',
    patch: { nextAction: null },
  });
  return status === 'AUTHORIZED' ? endHold(change, capturedMinor) : change;
}

/** The attempt in PENDING_AUTH. Whoever has its client secret can ask the bank without us; the hold counts all the same. */
function askedFor(checkout: Checkout, intentId: PaymentIntentId): CheckoutChange {
  if (intentOf(checkout, intentId).status !== 'CREATED') return endAction(checkout, intentId);
  return moveIntent(unchanged(checkout), { id: intentId, event: 'confirmRequested' });
}

/** REQUIRES_ACTION goes back through PENDING_AUTH, so that the history shows that the shopper came back from the bank. */
function endAction(checkout: Checkout, intentId: PaymentIntentId): CheckoutChange {
  const change = unchanged(checkout);
  if (intentOf(checkout, intentId).status !== 'REQUIRES_ACTION') return change;
  return moveIntent(change, { id: intentId, event: 'actionEnded' });
}

function subjectOf(checkout: Checkout): { paymentId: string; orderId: string } {
  return { paymentId: checkout.payment.id, orderId: checkout.order.id };
}

type Fact<Kind extends PspFact['kind']> = Extract<PspFact, { kind: Kind }>;
