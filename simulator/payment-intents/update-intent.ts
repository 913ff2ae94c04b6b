import { operation } from '../http/operation.js';
import { accepted } from '../http/params.js';
import { resolvePaymentMethod } from '../payment-methods/resolve-payment-method.js';
import { updateIntent } from './build-intent.js';
import { findIntent, unexpectedState } from './find-intent.js';
import { describingParams, type DescribingParams } from './intent-params.js';
import { checkNoMethodTypes } from './method-types.js';
import type { PaymentIntent } from './payment-intent.js';

/** Fields that can still be changed after authorization or capture. */
const ALWAYS_CHANGEABLE = new Set(['description', 'metadata', 'receipt_email', 'shipping', 'transfer_group']);

/** POST /v1/payment_intents/:id */
export const updatePaymentIntent = operation({
  name: 'payment_intents.update',
  method: 'POST',
  path: '/v1/payment_intents/:id',
  params: { ...describingParams, excluded_payment_method_types: accepted() },
  run(call, params, path) {
    checkNoMethodTypes(call, params.payment_method_types);
    const intent = findIntent(call, path.id);
    checkChangeable(intent, params);
    let updated = updateIntent(call, intent, params);
    if (params.payment_method !== undefined) {
      const { method } = resolvePaymentMethod(call, params.payment_method, updated.customer);
      updated = { ...updated, next_action: null, payment_method: method.id, status: 'requires_confirmation' };
    }
    call.tx.put('payment_intent', updated, call.account);
    return updated;
  },
});

function checkChangeable(intent: PaymentIntent, params: DescribingParams): void {
  const isOpen = intent.status.startsWith('requires_') && intent.status !== 'requires_capture';
  if (isOpen) return;
  const forbidden = Object.entries(params).find(
    ([name, value]) => value !== undefined && !ALWAYS_CHANGEABLE.has(name),
  );
  if (forbidden === undefined) return;
  throw unexpectedState(
    intent,
    `This PaymentIntent's ${forbidden[0]} could not be updated because it has a status of ${intent.status}. You may only ` +
      `update the ${forbidden[0]} of a PaymentIntent with one of the following statuses: requires_payment_method, ` +
      'requires_confirmation, requires_action.',
  );
}
