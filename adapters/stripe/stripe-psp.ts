import type Stripe from 'stripe';

import type {
  CancelCall,
  CaptureCall,
  ReleaseCall,
  ConfirmCall,
  CreateIntentCall,
  AuthorizeCall,
  CheckoutPsp,
  CheckoutAnswer,
  CheckoutFinding,
} from '../../core/checkout/model/checkout-psp.js';
import type { PspCircuit } from './psp-circuit.js';
import { classify, answerFromFailure } from './stripe-errors.js';
import { answerFromIntent, declined, intentCreated, moneyOf } from './stripe-facts.js';
import { lookUp } from './stripe-lookup.js';
import { refund, retrieveRefund } from './stripe-refunds.js';

/**
 * Stripe as our PSP. Every write carries its idempotency key, and every error is classified before it leaves this folder.
 * `mayCall` throws inside a transaction, so that no rows stay locked during a call. `circuit` stops calls while Stripe
 * does not answer.
 */
export function createStripePsp({ stripe, mayCall, circuit }: StripePspParts): CheckoutPsp {
  const call = async <Answer extends CheckoutFinding>(work: () => Promise<Answer>) => {
    mayCall();
    return circuit.run(work);
  };
  return {
    createIntent: (request) => call(() => createIntent(stripe, request)),
    confirmIntent: (request) => call(() => confirmIntent(stripe, request)),
    authorize: (request) => call(() => authorizeOffSession(stripe, request)),
    capture: (request) => call(() => capture(stripe, request)),
    releaseAuthorization: (request) => call(() => releaseAuthorization(stripe, request)),
    refund: (request) => call(() => refund(stripe, request)),
    retrieveRefund: (pspRefundId) => call(() => retrieveRefund(stripe, pspRefundId)),
    cancelIntent: (request) => call(() => cancelIntent(stripe, request)),
    lookUp: (request) => call(() => lookUp(stripe, request)),
    retrieveIntent: (pspIntentId) => call(() => retrieveIntent(stripe, pspIntentId)),
  };
}

type StripePspParts = Readonly<{ stripe: Stripe; mayCall: () => void; circuit: PspCircuit }>;

async function createIntent(stripe: Stripe, request: CreateIntentCall): Promise<CheckoutAnswer> {
  const { key } = request;
  try {
    const saved = request.saveCard === true ? await saveFor(stripe, request) : {};
    const intent = await stripe.paymentIntents.create(
      { ...intentParams(request), ...saved },
      { idempotencyKey: key },
    );
    return intentCreated(intent);
  } catch (error) {
    const failure = classify(error);
    if (failure.class === 'declined') return { outcome: 'declined', fact: declined(failure.error) };
    if (failure.class === 'invalid') {
      const { code, reason } = failure;
      return { outcome: 'declined', fact: { kind: 'INTENT_REJECTED', code, reason } };
    }
    return answerFromFailure(failure);
  }
}

/** Parameters of every intent. Stripe's amounts are JSON integers; `placeOrder` has checked that ours fit. */
function intentParams(call: Omit<CreateIntentCall, 'key' | 'saveCard'>): Stripe.PaymentIntentCreateParams {
  const { amountMinor, currency, orderId, orderNumber, paymentId, intentId } = call;
  return {
    amount: Number(amountMinor),
    currency: currency.toLowerCase(),
    capture_method: 'manual',
    allowed_payment_method_types: ['card'],
    payment_method_options: { card: { request_multicapture: 'if_available' } },
    description: `Order ${orderNumber}`,
    metadata: { order_id: orderId, payment_id: paymentId, payment_intent_id: intentId },
  };
}

/** Stripe saves a card for a customer. Ours is created per order, under its own idempotency key, so that a retry finds it. */
async function saveFor(stripe: Stripe, { key, orderId, orderNumber }: CreateIntentCall) {
  const customer = await stripe.customers.create(
    { description: `Order ${orderNumber}`, metadata: { order_id: orderId } },
    { idempotencyKey: `${key}_customer` },
  );
  return { customer: customer.id, setup_future_usage: 'off_session' as const };
}

/** Creates and confirms in one call; a bank that requires the shopper's action declines. */
async function authorizeOffSession(
  stripe: Stripe,
  { key, customer, paymentMethod, ...request }: AuthorizeCall,
): Promise<CheckoutAnswer> {
  try {
    const intent = await stripe.paymentIntents.create(
      {
        ...intentParams(request),
        customer,
        payment_method: paymentMethod,
        off_session: true,
        confirm: true,
        expand: ['latest_charge'],
      },
      { idempotencyKey: key },
    );
    return { ...answerFromIntent(intent), pspObject: intent.id };
  } catch (error) {
    const failure = classify(error);
    if (failure.class === 'declined') {
      const { payment_intent: intent } = failure.error;
      const made = intent === undefined ? {} : { pspObject: intent.id };
      return { outcome: 'declined', fact: declined(failure.error), ...made };
    }
    if (failure.class === 'invalid') {
      const { code, reason } = failure;
      return { outcome: 'declined', fact: { kind: 'INTENT_REJECTED', code, reason } };
    }
    return answerFromFailure(failure);
  }
}

async function confirmIntent(
  stripe: Stripe,
  { key, pspIntentId, ...request }: ConfirmCall,
): Promise<CheckoutAnswer> {
  try {
    const intent = await stripe.paymentIntents.confirm(
      pspIntentId,
      {
        confirmation_token: request.confirmationToken,
        return_url: request.returnUrl,
        expand: ['latest_charge'],
      },
      { idempotencyKey: key },
    );
    return answerFromIntent(intent);
  } catch (error) {
    const failure = classify(error);
    if (failure.class === 'declined') return { outcome: 'declined', fact: declined(failure.error) };
    if (failure.class === 'unexpected_state') return retrieveIntent(stripe, pspIntentId);
    if (failure.class === 'invalid') {
      // An unknown, used or expired token: nothing is authorized, and another card may still pay.
      const message = 'The card details could not be used. Please enter them again.';
      return { outcome: 'declined', fact: { kind: 'DECLINED', declineCode: failure.code, message } };
    }
    return answerFromFailure(failure);
  }
}

async function capture(
  stripe: Stripe,
  { key, pspIntentId, ...request }: CaptureCall,
): Promise<CheckoutAnswer> {
  const { amountMinor, finalCapture, paymentOrderId } = request;
  try {
    const intent = await stripe.paymentIntents.capture(
      pspIntentId,
      {
        amount_to_capture: Number(amountMinor),
        final_capture: finalCapture,
        ...(paymentOrderId === null ? {} : { metadata: { payment_order_id: paymentOrderId } }),
      },
      { idempotencyKey: key },
    );
    return { outcome: 'succeeded', fact: { kind: 'CAPTURED', amountMinor }, reported: moneyOf(intent) };
  } catch (error) {
    const failure = classify(error);
    switch (failure.class) {
      case 'declined':
        return captureFailed(failure.error.message);
      case 'invalid':
        return captureFailed(failure.reason);
      case 'unexpected_state':
        return captureFailed(failure.reason, { authorizationLost: true });
      default:
        return answerFromFailure(failure);
    }
  }
}

function captureFailed(reason: string, { authorizationLost } = { authorizationLost: false }): CheckoutAnswer {
  return { outcome: 'declined', fact: { kind: 'CAPTURE_FAILED', reason, authorizationLost } };
}

/** A final capture of zero: Stripe's way to void the rest of a multicapture authorization. */
async function releaseAuthorization(
  stripe: Stripe,
  { key, pspIntentId }: ReleaseCall,
): Promise<CheckoutAnswer> {
  const closed: CheckoutAnswer = { outcome: 'succeeded', fact: { kind: 'AUTHORIZATION_RELEASED' } };
  try {
    await stripe.paymentIntents.capture(
      pspIntentId,
      { amount_to_capture: 0, final_capture: true },
      { idempotencyKey: key },
    );
    return closed;
  } catch (error) {
    const failure = classify(error);
    if (failure.class === 'unexpected_state') return closed;
    if (failure.class === 'declined') return { outcome: 'rejected', reason: failure.error.message };
    return answerFromFailure(failure);
  }
}

async function cancelIntent(stripe: Stripe, { key, pspIntentId }: CancelCall): Promise<CheckoutAnswer> {
  try {
    const intent = await stripe.paymentIntents.cancel(
      pspIntentId,
      { cancellation_reason: 'abandoned' },
      { idempotencyKey: key },
    );
    return answerFromIntent(intent);
  } catch (error) {
    const failure = classify(error);
    if (failure.class === 'unexpected_state') return retrieveIntent(stripe, pspIntentId);
    if (failure.class === 'declined') return { outcome: 'rejected', reason: failure.error.message };
    return answerFromFailure(failure);
  }
}

async function retrieveIntent(stripe: Stripe, pspIntentId: string): Promise<CheckoutAnswer> {
  try {
    return answerFromIntent(await stripe.paymentIntents.retrieve(pspIntentId, { expand: ['latest_charge'] }));
  } catch (error) {
    const failure = classify(error);
    if (failure.class === 'declined')
      return { outcome: 'unknown', reason: failure.error.message, retryAfterMs: null };
    return answerFromFailure(failure);
  }
}
