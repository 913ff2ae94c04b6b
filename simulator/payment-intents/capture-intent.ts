import { bookCapture } from '../charges/book-capture.js';
import type { Charge } from '../charges/charge.js';
import { disputeTestCard } from '../disputes/dispute-test-card.js';
import { emitChange, emitEvent } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { notImitated } from '../http/not-imitated.js';
import { operation } from '../http/operation.js';
import { accepted, boolean, integer, unsettable } from '../http/params.js';
import { invalidRequest, StripeError } from '../http/stripe-error.js';
import { recordMovement } from '../journal/record-movement.js';
import type { TestCard } from '../payment-methods/test-card.js';
import { testCardByNumber } from '../payment-methods/test-cards.js';
import { findIntent, requireStatus, unexpectedState } from './find-intent.js';
import type { PaymentIntent } from './payment-intent.js';
import { checkWholeSteps, GREATEST_AMOUNT } from './currency.js';

/** Maximum captures per intent with multicapture (docs.stripe.com/payments/multicapture). */
const MAX_CAPTURES = 50;

/** POST /v1/payment_intents/:id/capture */
export const capturePaymentIntent = operation({
  name: 'payment_intents.capture',
  method: 'POST',
  path: '/v1/payment_intents/:id/capture',
  params: {
    amount_details: accepted(),
    amount_to_capture: integer({ min: 0, max: GREATEST_AMOUNT }),
    application_fee_amount: notImitated(),
    final_capture: boolean(),
    hooks: accepted(),
    metadata,
    payment_details: accepted(),
    statement_descriptor: unsettable(22),
    statement_descriptor_suffix: unsettable(22),
    transfer_data: notImitated(),
  },
  run(call, params, path) {
    const intent = findIntent(call, path.id);
    requireStatus(intent, 'captured', ['requires_capture']);
    const charge = capturableCharge(call, intent);
    const final = params.final_capture ?? true;
    const amount = params.amount_to_capture ?? intent.amount_capturable;
    checkCapture(intent, charge, { amount, final });
    failWhenBankDeclines(call, intent, charge);
    const described = { ...intent, metadata: applyMetadata(intent.metadata, params.metadata) };
    return capture(call, { intent: described, charge, amount, final });
  },
});

interface Capture {
  intent: PaymentIntent;
  charge: Charge;
  amount: number;
  final: boolean;
}

function capturableCharge(call: Call, intent: PaymentIntent): Charge {
  const charge = call.tx.get('charge', intent.latest_charge ?? '');
  if (charge === undefined) throw unexpectedState(intent, 'This PaymentIntent has no charge to capture.');
  const before = charge.payment_method_details.card.capture_before;
  if (before !== undefined && before <= now(call)) {
    throw invalidRequest('The charge cannot be captured as the authorization has expired.', {
      code: 'charge_expired_for_capture',
      charge: charge.id,
      payment_intent: intent,
    });
  }
  return charge;
}

function checkCapture(
  intent: PaymentIntent,
  charge: Charge,
  wanted: { amount: number; final: boolean },
): void {
  const multicapture = charge.payment_method_details.card.multicapture.status === 'available';
  if (!wanted.final && !multicapture) {
    throw invalidRequest(
      '`final_capture` can only be `false` when multicapture is available for the PaymentIntent.',
      {
        param: 'final_capture',
        payment_intent: intent,
      },
    );
  }
  if (wanted.amount > intent.amount_capturable) {
    throw invalidRequest(
      `The amount to capture (${wanted.amount}) is greater than the amount that is capturable (${intent.amount_capturable}).`,
      { code: 'amount_too_large', param: 'amount_to_capture', payment_intent: intent },
    );
  }
  checkWholeSteps(wanted.amount, intent.currency, 'amount_to_capture');
  // Zero is valid only to release the remainder of a multicapture authorization.
  if (wanted.amount === 0 && !(multicapture && wanted.final)) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount_to_capture',
    });
  }
}

/** Our card whose captures always fail: the intent is unchanged, so that the gateway can decide. */
function failWhenBankDeclines(call: Call, intent: PaymentIntent, charge: Charge): void {
  const decline = cardOf(call, charge)?.captureDecline;
  if (decline === undefined) return;
  throw new StripeError(402, decline.message, {
    details: {
      charge: charge.id,
      code: decline.code,
      ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
      payment_intent: intent,
    },
  });
}

/**
 * Captures the amount. With `final_capture=false` the intent stays in `requires_capture`, even when nothing remains:
 * Stripe ends it only with a final capture or when the authorization expires.
 */
function capture(call: Call, { intent, charge, amount, final }: Capture): PaymentIntent {
  const multicapture = charge.payment_method_details.card.multicapture.status === 'available';
  const received = intent.amount_received + amount;
  const released = final ? intent.amount_capturable - amount : 0;
  checkCaptureCount(call, intent);
  const captured: PaymentIntent = {
    ...intent,
    amount_capturable: final ? 0 : intent.amount_capturable - amount,
    amount_received: received,
    status: final ? 'succeeded' : 'requires_capture',
  };
  const card = cardOf(call, charge);
  const transaction = amount > 0 ? bookCapture(call, charge, { amount, card }) : undefined;
  const after: Charge = {
    ...charge,
    amount_captured: received,
    // The charge references the first capture's transaction; the others are found by their source.
    balance_transaction: charge.balance_transaction ?? transaction?.id ?? null,
    captured: final,
  };
  call.tx.put('payment_intent', captured, call.account);
  call.tx.put('charge', after, call.account);
  const money = {
    intent: intent.id,
    charge: charge.id,
    currency: intent.currency,
    metadata: intent.metadata,
  };
  if (amount > 0) recordMovement(call, 'capture', { ...money, amount });
  if (released > 0) recordMovement(call, 'release', { ...money, amount: released });
  if (multicapture) {
    emitChange(call, 'charge.updated', {
      object: after,
      previous: { amount_captured: charge.amount_captured },
    });
    emitChange(call, 'payment_intent.amount_capturable_updated', {
      object: captured,
      previous: {
        amount_capturable: intent.amount_capturable,
      },
    });
  }
  if (final) {
    emitChange(call, 'charge.captured', { object: after, previous: { captured: false } });
    emitEvent(call, 'payment_intent.succeeded', captured);
    disputeTestCard(call, after, card);
  }
  return captured;
}

function cardOf(call: Call, charge: Charge): TestCard | undefined {
  return testCardByNumber(call.tx.get('card_on_file', charge.payment_method)?.number ?? '');
}

function checkCaptureCount(call: Call, intent: PaymentIntent): void {
  const counter = call.tx.get('capture_count', intent.id);
  const count = (counter?.count ?? 0) + 1;
  if (count > MAX_CAPTURES) {
    throw invalidRequest(`This PaymentIntent has already been captured ${MAX_CAPTURES} times.`, {
      payment_intent: intent,
    });
  }
  call.tx.put('capture_count', { id: intent.id, count });
}
