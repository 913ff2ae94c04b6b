import { bookCapture } from '../charges/book-capture.js';
import { approvedCharge, failedCharge, type Attempt } from '../charges/build-charge.js';
import { emitChange, emitEvent } from '../events/emit-event.js';
import { assertNever } from '../assert-never.js';
import type { Call } from '../http/call.js';
import { StripeError } from '../http/stripe-error.js';
import { recordMovement } from '../journal/record-movement.js';
import type { CardOnFile, PaymentMethod } from '../payment-methods/payment-method.js';
import type { Decline, TestCard } from '../payment-methods/test-card.js';
import { declines } from '../payment-methods/test-cards-declined.js';
import type { Charge, ThreeDSecureResult } from '../charges/charge.js';
import { disputeTestCard } from '../disputes/dispute-test-card.js';
import type { LastPaymentError } from './last-payment-error.js';
import type { NextAction, PaymentIntent } from './payment-intent.js';

/** The input of an attempt besides the intent. */
export interface PaymentAttempt {
  method: PaymentMethod;
  card: TestCard;
  onFile: CardOnFile;
  returnUrl: string | undefined;
  offSession: boolean;
  /** Decline instead of requesting authentication. */
  errorOnRequiresAction: boolean;
  /** The 3-D Secure result, if the shopper has completed it. */
  threeDSecure: ThreeDSecureResult | null;
}

/**
 * Attempts the payment at the simulated bank. Returns the intent in `requires_action`, `requires_capture` or
 * `succeeded`; throws the 402 card error of a decline, which keeps the failed charge and the intent's new state.
 */
export function attemptPayment(call: Call, intent: PaymentIntent, attempt: PaymentAttempt): PaymentIntent {
  const { card, threeDSecure } = attempt;
  call.answerAfterMs = card.slowMs ?? 0;
  if (threeDSecure === null && needsAuthentication(intent, attempt)) {
    if (attempt.offSession || attempt.errorOnRequiresAction) {
      return decline(call, intent, { ...attempt, reason: declines.authenticationRequired });
    }
    return requestAuthentication(call, intent, attempt);
  }
  if (card.decline !== undefined) return decline(call, intent, { ...attempt, reason: card.decline });
  return approve(call, intent, attempt);
}

function needsAuthentication(intent: PaymentIntent, { card, onFile, offSession }: PaymentAttempt): boolean {
  const requested = intent.payment_method_options.card.request_three_d_secure !== 'automatic';
  switch (card.authentication) {
    case 'always':
      return true;
    case 'unless_set_up':
      return !(offSession && onFile.authenticatedForLater);
    case 'set_up':
      return !offSession;
    case 'optional':
      return requested;
    case 'unsupported':
    case undefined:
      return false;
    default:
      return assertNever(card.authentication);
  }
}

function requestAuthentication(call: Call, intent: PaymentIntent, attempt: PaymentAttempt): PaymentIntent {
  const waiting: PaymentIntent = {
    ...intent,
    last_payment_error: null,
    next_action: nextAction(call, intent, attempt.returnUrl),
    payment_method: attempt.method.id,
    status: 'requires_action',
  };
  call.tx.put('payment_intent', waiting, call.account);
  emitEvent(call, 'payment_intent.requires_action', waiting);
  return waiting;
}

function nextAction(call: Call, intent: PaymentIntent, returnUrl: string | undefined): NextAction {
  const url = `${call.baseUrl}/_sim/3ds/${intent.id}`;
  return returnUrl === undefined
    ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
}

function approve(call: Call, intent: PaymentIntent, attempt: PaymentAttempt): PaymentIntent {
  const charge = approvedCharge(call, chargeAttempt(intent, attempt));
  const isManual = !charge.captured;
  const approved: PaymentIntent = {
    ...intent,
    amount_capturable: isManual ? intent.amount : 0,
    amount_received: isManual ? 0 : intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: attempt.method.id,
    status: isManual ? 'requires_capture' : 'succeeded',
  };
  const money = {
    intent: intent.id,
    charge: charge.id,
    amount: intent.amount,
    currency: intent.currency,
    metadata: intent.metadata,
  };
  call.tx.put('charge', charge, call.account);
  call.tx.put('payment_intent', approved, call.account);
  call.tx.put('card_on_file', { ...attempt.onFile, used: true });
  saveForLater(call, approved, attempt);
  recordMovement(call, 'authorize', money);
  emitEvent(call, 'charge.succeeded', charge);
  if (isManual) {
    emitChange(call, 'payment_intent.amount_capturable_updated', {
      object: approved,
      previous: { amount_capturable: 0 },
    });
    return approved;
  }
  recordMovement(call, 'capture', money);
  emitEvent(call, 'payment_intent.succeeded', approved);
  settleCharge(call, charge, attempt.card);
  return approved;
}

/** Adds the balance transaction to the charge with a `charge.updated`, as with asynchronous capture. */
function settleCharge(call: Call, charge: Charge, card: TestCard): void {
  const transaction = bookCapture(call, charge, { amount: charge.amount, card });
  const settled: Charge = { ...charge, balance_transaction: transaction.id };
  call.tx.put('charge', settled, call.account);
  emitChange(call, 'charge.updated', { object: settled, previous: { balance_transaction: null } });
  disputeTestCard(call, settled, card);
}

/** `setup_future_usage` with a customer saves the card for later payments. */
function saveForLater(call: Call, intent: PaymentIntent, { method, onFile }: PaymentAttempt): void {
  if (intent.setup_future_usage === null || intent.customer === null || method.customer !== null) return;
  const attached: PaymentMethod = { ...method, customer: intent.customer };
  call.tx.put('payment_method', attached, call.account);
  call.tx.put('card_on_file', { ...onFile, used: true, authenticatedForLater: true });
  emitEvent(call, 'payment_method.attached', attached);
}

function decline(call: Call, intent: PaymentIntent, attempt: PaymentAttempt & { reason: Decline }): never {
  const { reason } = attempt;
  const charge = failedCharge(call, chargeAttempt(intent, attempt), reason);
  const error = lastPaymentError(attempt.method, reason, charge.id);
  const failed: PaymentIntent = {
    ...intent,
    last_payment_error: error,
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
  call.tx.put('charge', charge, call.account);
  call.tx.put('payment_intent', failed, call.account);
  emitEvent(call, 'charge.failed', charge);
  emitEvent(call, 'payment_intent.payment_failed', failed);
  throw declinedError(failed, attempt.method, { reason, charge: charge.id });
}

function chargeAttempt(intent: PaymentIntent, attempt: PaymentAttempt): Attempt {
  return { intent, method: attempt.method, card: attempt.card, threeDSecure: attempt.threeDSecure };
}

/** The 402 of a decline; its stage commits the attempt's changes. */
function declinedError(
  intent: PaymentIntent,
  method: PaymentMethod,
  failure: { reason: Decline; charge: string },
): StripeError {
  const { reason, charge } = failure;
  const details = {
    ...(reason.adviceCode === undefined ? {} : { advice_code: reason.adviceCode }),
    charge,
    code: reason.code,
    ...(reason.declineCode === undefined ? {} : { decline_code: reason.declineCode }),
    payment_intent: intent,
    payment_method: method,
  };
  return new StripeError(402, reason.message, { details, stage: 'commit' });
}

function lastPaymentError(method: PaymentMethod, reason: Decline, charge: string): LastPaymentError {
  return {
    ...(reason.adviceCode === undefined ? {} : { advice_code: reason.adviceCode }),
    charge,
    code: reason.code,
    ...(reason.declineCode === undefined ? {} : { decline_code: reason.declineCode }),
    doc_url: `https://stripe.com/docs/error-codes/${reason.code.replaceAll('_', '-')}`,
    message: reason.message,
    payment_method: method,
    type: 'card_error',
  };
}
