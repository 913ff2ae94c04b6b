import { emitEvent } from '../events/emit-event.js';
import type { Call } from '../http/call.js';
import { attemptPayment } from '../payment-intents/attempt-payment.js';
import { finishSetup } from '../setup-intents/confirm-setup.js';
import type { SetupIntent } from '../setup-intents/setup-intent.js';
import type { PaymentIntent } from '../payment-intents/payment-intent.js';
import { testCardByNumber } from '../payment-methods/test-cards.js';

/** The shopper's action on the bank's page. */
export type AuthenticationResult = 'complete' | 'fail';

/**
 * Finishes a 3-D Secure challenge. `complete` attempts the payment again (the bank may still decline); `fail` returns
 * the intent to `requires_payment_method`. A second answer to the challenge changes nothing.
 */
export function finishAuthentication(call: Call, intent: PaymentIntent, result: AuthenticationResult): void {
  if (intent.status !== 'requires_action') return;
  const method = call.tx.get('payment_method', intent.payment_method ?? '');
  const onFile = call.tx.get('card_on_file', intent.payment_method ?? '');
  const card = onFile === undefined ? undefined : testCardByNumber(onFile.number);
  if (method === undefined || onFile === undefined || card === undefined) return;
  if (result === 'fail') {
    failAuthentication(call, intent);
    return;
  }
  attemptPayment(call, intent, {
    method,
    card,
    onFile,
    returnUrl: undefined,
    offSession: false,
    errorOnRequiresAction: false,
    threeDSecure: {
      authentication_flow: 'challenge',
      electronic_commerce_indicator: '05',
      exemption_indicator: null,
      result: 'authenticated',
      result_reason: null,
      transaction_id: call.ids.text(20),
      version: '2.2.0',
    },
  });
}

const FAILED_MESSAGE =
  'We are unable to authenticate your payment method. Please choose a different payment method and try again.';

function failAuthentication(call: Call, intent: PaymentIntent): void {
  const method = call.tx.get('payment_method', intent.payment_method ?? '');
  const failed: PaymentIntent = {
    ...intent,
    last_payment_error: {
      code: 'payment_intent_authentication_failure',
      doc_url: 'https://stripe.com/docs/error-codes/payment-intent-authentication-failure',
      message: FAILED_MESSAGE,
      ...(method === undefined ? {} : { payment_method: method }),
      type: 'invalid_request_error',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
  call.tx.put('payment_intent', failed, call.account);
  emitEvent(call, 'payment_intent.payment_failed', failed);
}

/** The same for a card being saved. */
export function finishSetupAuthentication(
  call: Call,
  setup: SetupIntent,
  result: AuthenticationResult,
): void {
  if (setup.status !== 'requires_action') return;
  const method = call.tx.get('payment_method', setup.payment_method ?? '');
  const onFile = call.tx.get('card_on_file', setup.payment_method ?? '');
  const card = testCardByNumber(onFile?.number ?? '');
  if (method === undefined || onFile === undefined || card === undefined) return;
  if (result === 'complete') {
    finishSetup(call, setup, { method, card, onFile });
    return;
  }
  const failed: SetupIntent = {
    ...setup,
    last_setup_error: {
      code: 'setup_intent_authentication_failure',
      doc_url: 'https://stripe.com/docs/error-codes/setup-intent-authentication-failure',
      message: FAILED_MESSAGE,
      payment_method: method,
      type: 'invalid_request_error',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
  call.tx.put('setup_intent', failed, call.account);
  emitEvent(call, 'setup_intent.setup_failed', failed);
}
