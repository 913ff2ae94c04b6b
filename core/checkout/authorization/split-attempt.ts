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
 * A split attempt has one intent per seller. The shopper confirms the first, which saves their card; once it is
 * authorized, the others are authorized off session with that card. No authorization counts before all have succeeded:
 * the first intent stays PENDING_AUTH, so the order can neither expire nor take another attempt meanwhile, and one
 * decline cancels all of them.
 */

const INTENT_PER_SELLER: ChosenStrategy = {
  strategy: 'INTENT_PER_SELLER',
  reason: {
    code: 'INTENT_PER_SELLER',
    text: 'Each seller’s payment order is authorized and captured by its own intent.',
    paymentOrderId: null,
  },
};

type Decline = Readonly<{ declineCode: string; message: string }>;

/** The intents of one attempt; the one the shopper confirmed comes first. */
export function attemptOf(
  { intents }: Checkout,
  { id, primaryIntentId }: Pick<CheckoutIntent, 'id' | 'primaryIntentId'>,
): readonly CheckoutIntent[] {
  const primary = primaryIntentId ?? id;
  return intents.filter((each) => each.id === primary || each.primaryIntentId === primary);
}

/**
 * One seller's intent is authorized: requests the others, waits for the outstanding ones, or confirms the order after
 * the last.
 */
export function authorizeForSeller(
  change: CheckoutChange,
  intentId: PaymentIntentId,
  { multicapture, captureBefore, savedCard }: Extract<CheckoutFact, { kind: 'AUTHORIZED' }>,
): CheckoutChange {
  const authorization = { state: 'PENDING_SIBLINGS' as const, multicapture, captureBefore };
  const authorized = patchIntent(change, intentId, { authorization, nextAction: null });
  const intent = intentOf(authorized.after, intentId);
  const [primary, ...others] = attemptOf(authorized.after, intent);
  const uncovered = authorized.after.sellerOrders.filter(
    ({ id }) => ![primary, ...others].some((each) => each?.sellerOrderId === id),
  );
  if (uncovered.length > 0) {
    if (savedCard === undefined) return failAttempt(authorized, intentId, CARD_NOT_SAVED);
    return uncovered.reduce(
      (requested, sellerOrder) => requestForSeller(requested, { primary: intent, sellerOrder, savedCard }),
      authorized,
    );
  }
  const isAllAuthorized = [primary, ...others].every(
    (each) => each?.authorization?.state === 'PENDING_SIBLINGS',
  );
  if (primary === undefined || !isAllAuthorized) return authorized;
  return confirmOrder(authorized, {
    intentIds: [primary.id, ...others.map(({ id }) => id)],
    ...INTENT_PER_SELLER,
  });
}

/**
 * One decline ends the attempt: each of its authorizations is voided by its own step, and any that arrives later is
 * voided, too. The shopper sees the decline and may retry on the same order.
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

/** Adds another seller's intent, and the step that creates and confirms it in one call. */
function requestForSeller(
  change: CheckoutChange,
  {
    primary,
    sellerOrder,
    savedCard,
  }: { primary: CheckoutIntent; sellerOrder: CheckoutSellerOrder; savedCard: SavedCard },
): CheckoutChange {
  const id = change.after.newId('pin');
  const { totalMinor: amountMinor } = sellerOrder;
  const { currency, number: orderNumber } = change.after.order;
  const added = addIntent(change, {
    ...NEW_INTENT,
    id,
    attempt: primary.attempt,
    sellerOrderId: sellerOrder.id,
    primaryIntentId: primary.id,
    amountMinor,
  });
  // Created and confirmed by one call; nothing may end the order while that is in flight.
  const created = moveIntent(added, { id, event: 'created' });
  const requested = moveIntent(created, { id, event: 'confirmRequested' });
  const { id: paymentId } = change.after.payment;
  const params = { intentId: id, paymentId, amountMinor, currency, orderNumber, ...savedCard };
  return scheduleStep(requested, authorizeStep, params);
}

/** The initial state of an intent. */
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
  message:
    'This card cannot be charged for each seller separately. You have not been charged. Please try again.',
};
