import type { Charge } from '../charges/charge.js';
import { emitChange, emitEvent } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { operation } from '../http/operation.js';
import { oneOf } from '../http/params.js';
import { recordMovement } from '../journal/record-movement.js';
import { findIntent, requireStatus } from './find-intent.js';
import type { CancellationReason, PaymentIntent } from './payment-intent.js';

const cancelParams = {
  cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'),
};

/** POST /v1/payment_intents/:id/cancel: voids the remaining authorization. */
export const cancelPaymentIntent = operation({
  name: 'payment_intents.cancel',
  method: 'POST',
  path: '/v1/payment_intents/:id/cancel',
  params: cancelParams,
  run(call, params, path) {
    const intent = findIntent(call, path.id);
    requireStatus(intent, 'canceled', [
      'requires_payment_method',
      'requires_capture',
      'requires_confirmation',
      'requires_action',
      'processing',
    ]);
    if (intent.status === 'requires_capture') voidAuthorization(call, intent);
    return closeIntent(call, intent, params.cancellation_reason ?? null);
  },
});

/** Moves the intent to `canceled` and emits the event. */
export function closeIntent(
  call: Call,
  intent: PaymentIntent,
  reason: CancellationReason | null,
): PaymentIntent {
  const canceled: PaymentIntent = {
    ...intent,
    amount_capturable: 0,
    canceled_at: now(call),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  };
  call.tx.put('payment_intent', canceled, call.account);
  emitEvent(call, 'payment_intent.canceled', canceled);
  return canceled;
}

/**
 * Voids the remaining authorization. An uncaptured charge then shows as refunded, as at Stripe; a partially captured
 * one becomes captured, because the remainder of its authorization is reversed.
 */
function voidAuthorization(call: Call, intent: PaymentIntent): void {
  const charge = call.tx.get('charge', intent.latest_charge ?? '');
  if (charge === undefined) return;
  if (intent.amount_capturable > 0) {
    recordMovement(call, 'void', {
      intent: intent.id,
      charge: charge.id,
      amount: intent.amount_capturable,
      currency: intent.currency,
      metadata: intent.metadata,
    });
  }
  if (charge.amount_captured > 0) {
    const captured: Charge = { ...charge, captured: true };
    call.tx.put('charge', captured, call.account);
    emitChange(call, 'charge.captured', { object: captured, previous: { captured: false } });
    return;
  }
  const voided: Charge = { ...charge, amount_refunded: charge.amount, refunded: true };
  call.tx.put('charge', voided, call.account);
  emitChange(call, 'charge.refunded', {
    object: voided,
    previous: { amount_refunded: 0, refunded: false },
  });
}
