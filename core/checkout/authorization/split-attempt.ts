import type { ChosenStrategy } from '../capture/choose-strategy.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import type { Checkout, CheckoutChange, CheckoutIntent, CheckoutSellerOrder } from '../model/checkout.js';
import { addIntent, emit, intentOf, moveIntent, patchIntent } from '../model/checkout.js';
import { confirmOrder } from './confirm-order.js';
import { cancelStep } from '../steps/cancel-step.js';
import { scheduleStep } from '../steps/checkout-step.js';
import { authorizeStep } from '../steps/authorize-step.js';
import { paymentDeclined } from '../model/payment-events.js';
import type { CheckoutFact, SavedCard } from '../model/checkout-psp.js';

/*
 * An attempt with one intent for each seller. The shopper confirms the first, which saves their card; once it is held, the
 * others are held off that card without them. Nothing counts before all are held: the first intent stays PENDING_AUTH, so
 * that the order neither expires nor takes another attempt meanwhile, and one refusal gives all of them up.
 */

const INTENT_PER_SELLER: ChosenStrategy = {
  strategy: 'INTENT_PER_SELLER',
  reason: {
    code: 'INTENT_PER_SELLER',
    text: 'Each seller’s share is held, and captured, by an intent of its own.',
    paymentOrderId: null,
  },
};

type Decline = Readonly<{ declineCode: string; message: string }>;

/** The intents of one attempt, the one that the shopper confirmed first. */
export function attemptOf(
  { intents }: Checkout,
  { id, primaryIntentId }: Pick<CheckoutIntent, 'id' | 'primaryIntentId'>,
): readonly CheckoutIntent[] {
  const primary = primaryIntentId ?? id;
  return intents.filter((each) => each.id === primary || each.primaryIntentId === primary);
}

/** One seller's share is held: the others are asked for, or waited for, or were the last ones waited for. */
export function authorizeForSeller(
  change: CheckoutChange,
  intentId: PaymentIntentId,
  { multicapture, captureBefore, savedCard }: Extract<CheckoutFact, { kind: 'AUTHORIZED' }>,
): CheckoutChange {
  const authorization = { state: 'PENDING_SIBLINGS' as const, multicapture, captureBefore };
  const held = patchIntent(change, intentId, { authorization, nextAction: null });
  const intent = intentOf(held.after, intentId);
  const [primary, ...others] = attemptOf(held.after, intent);
  const uncovered = held.after.sellerOrders.filter(
    ({ id }) => ![primary, ...others].some((each) => each?.sellerOrderId === id),
  );
  if (uncovered.length > 0) {
    if (savedCard === undefined) return failAttempt(held, intentId, CARD_NOT_SAVED);
    return uncovered.reduce((asked, part) => askForSeller(asked, { primary: intent, part, savedCard }), held);
  }
  const isAllAuthorized = [primary, ...others].every(
    (each) => each?.authorization?.state === 'PENDING_SIBLINGS',
  );
  if (primary === undefined || !isAllAuthorized) return held;
  return confirmOrder(held, { intentIds: [primary.id, ...others.map(({ id }) => id)], ...INTENT_PER_SELLER });
}

/**
 * One refusal ends the attempt: whatever is held of it is released by a step each, and what is still being asked for will be
 * released when it is known. The shopper is told, and may try again on the same order.
 */
export function failAttempt(
  change: CheckoutChange,
  failedId: PaymentIntentId,
  { declineCode, message: declineMessage }: Decline,
): CheckoutChange {
  const members = attemptOf(change.after, intentOf(change.after, failedId));
  let failed = change;
  for (const { id, primaryIntentId, authorization, pspIntentId } of members) {
    const isFailed = id === failedId;
    const isDeclined = isFailed || primaryIntentId === null;
    failed = moveIntent(failed, {
      id,
      event: isDeclined ? 'declined' : 'canceled',
      patch: {
        nextAction: null,
        authorization: authorization === null ? null : { ...authorization, state: 'ABANDONED' },
        ...(isDeclined ? { declineCode, declineMessage } : {}),
      },
    });
    if (authorization !== null && pspIntentId !== null)
      failed = scheduleStep(failed, cancelStep, { intentId: id, pspIntentId, nth: 1 });
  }
  const { order, payment } = change.after;
  const [primary] = members;
  if (primary === undefined) throw new Error(`${failedId} belongs to no attempt`);
  return emit(
    failed,
    eventOf(paymentDeclined, payment.id, {
      paymentId: payment.id,
      orderId: order.id,
      paymentIntentId: primary.id,
      attempt: primary.attempt,
      declineCode,
    }),
  );
}

/** Another seller's intent, and the step that creates and confirms it in one call. */
function askForSeller(
  change: CheckoutChange,
  { primary, part, savedCard }: { primary: CheckoutIntent; part: CheckoutSellerOrder; savedCard: SavedCard },
): CheckoutChange {
  const id = change.after.newId('pin');
  const { totalMinor: amountMinor } = part;
  const { currency, number: orderNumber } = change.after.order;
  const added = addIntent(change, {
    ...NEW_INTENT,
    id,
    attempt: primary.attempt,
    sellerOrderId: part.id,
    primaryIntentId: primary.id,
    amountMinor,
  });
  // It is made and confirmed by one call, and nothing may end the order while that is under way.
  const created = moveIntent(added, { id, event: 'created' });
  const asked = moveIntent(created, { id, event: 'confirmRequested' });
  const { id: paymentId } = change.after.payment;
  const params = { intentId: id, paymentId, amountMinor, currency, orderNumber, ...savedCard };
  return scheduleStep(asked, authorizeStep, params);
}

/** An intent as it begins. */
export const NEW_INTENT = {
  status: 'CREATED_PENDING',
  authorization: null,
  pspIntentId: null,
  clientSecret: null,
  declineCode: null,
  declineMessage: null,
  nextAction: null,
} as const satisfies Partial<CheckoutIntent>;

const CARD_NOT_SAVED: Decline = {
  declineCode: 'card_not_saved',
  message: 'This card cannot pay the sellers of your order one by one. Nothing is charged; please try again.',
};
