import { useToken } from '../confirmation-tokens/use-token.js';
import { emitEvent } from '../events/emit-event.js';
import type { Call } from '../http/call.js';
import { invalidRequest, StripeError } from '../http/stripe-error.js';
import { createFromData } from '../payment-methods/create-from-data.js';
import type { PaymentMethod } from '../payment-methods/payment-method.js';
import { resolvePaymentMethod, type ResolvedMethod } from '../payment-methods/resolve-payment-method.js';
import type { Decline } from '../payment-methods/test-card.js';
import type { SetupConfirmParams } from './setup-params.js';
import type { SetupIntent } from './setup-intent.js';

/** 400 `setup_intent_unexpected_state`, with the intent in its current state. */
export function unexpectedSetupState(setup: SetupIntent, message: string): StripeError {
  return invalidRequest(message, { code: 'setup_intent_unexpected_state', setup_intent: setup });
}

/** Confirms the setup: the card may require authentication once, and is then saved for later payments. */
export function confirmSetup(call: Call, setup: SetupIntent, params: SetupConfirmParams): SetupIntent {
  if (setup.status === 'succeeded' || setup.status === 'canceled') {
    throw unexpectedSetupState(
      setup,
      `You cannot confirm this SetupIntent because it has already ${setup.status === 'succeeded' ? 'succeeded' : 'been canceled'}.`,
    );
  }
  const chosen = chooseMethod(call, setup, params);
  const returnUrl = params.return_url ?? chosen.returnUrl;
  const requested = params.payment_method_options?.card?.request_three_d_secure ?? 'automatic';
  const { authentication } = chosen.card;
  const isChallenged =
    authentication === 'always' ||
    authentication === 'unless_set_up' ||
    (requested !== 'automatic' && authentication === 'optional');
  if (isChallenged) return requestAuthentication(call, setup, { ...chosen, returnUrl });
  return finishSetup(call, setup, chosen);
}

/** Finishes a setup: applies the bank's decision, then attaches the card to the customer. */
export function finishSetup(call: Call, setup: SetupIntent, chosen: ResolvedMethod): SetupIntent {
  const { card, method } = chosen;
  // 4000000000000341 is saved, but declined when charged.
  if (
    card.decline !== undefined &&
    card.authentication === undefined &&
    !card.tokens.includes('pm_card_chargeCustomerFail')
  ) {
    return declineSetup(call, setup, { reason: card.decline, method });
  }
  const saved: SetupIntent = {
    ...setup,
    last_setup_error: null,
    latest_attempt: call.ids.next('setatt'),
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  };
  call.tx.put('setup_intent', saved, call.account);
  call.tx.put('card_on_file', { ...chosen.onFile, authenticatedForLater: true });
  if (setup.customer !== null && method.customer === null) {
    const attached = { ...method, customer: setup.customer };
    call.tx.put('payment_method', attached, call.account);
    emitEvent(call, 'payment_method.attached', attached);
  }
  emitEvent(call, 'setup_intent.succeeded', saved);
  return saved;
}

function requestAuthentication(
  call: Call,
  setup: SetupIntent,
  chosen: ResolvedMethod & { returnUrl: string | undefined },
): SetupIntent {
  const url = `${call.baseUrl}/_sim/3ds/${setup.id}`;
  const waiting: SetupIntent = {
    ...setup,
    next_action:
      chosen.returnUrl === undefined
        ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
        : { type: 'redirect_to_url', redirect_to_url: { return_url: chosen.returnUrl, url } },
    payment_method: chosen.method.id,
    status: 'requires_action',
  };
  call.tx.put('setup_intent', waiting, call.account);
  emitEvent(call, 'setup_intent.requires_action', waiting);
  return waiting;
}

function declineSetup(
  call: Call,
  setup: SetupIntent,
  failure: { reason: Decline; method: PaymentMethod },
): never {
  const { reason, method } = failure;
  const codes = {
    code: reason.code,
    ...(reason.declineCode === undefined ? {} : { decline_code: reason.declineCode }),
  };
  const failed: SetupIntent = {
    ...setup,
    last_setup_error: {
      ...codes,
      doc_url: `https://stripe.com/docs/error-codes/${reason.code.replaceAll('_', '-')}`,
      message: reason.message,
      payment_method: method,
      type: 'card_error',
    },
    latest_attempt: call.ids.next('setatt'),
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
  call.tx.put('setup_intent', failed, call.account);
  emitEvent(call, 'setup_intent.setup_failed', failed);
  throw new StripeError(402, reason.message, {
    details: { ...codes, setup_intent: failed, payment_method: method },
    stage: 'commit',
  });
}

function chooseMethod(
  call: Call,
  setup: SetupIntent,
  params: SetupConfirmParams,
): ResolvedMethod & { returnUrl: string | undefined } {
  if (params.confirmation_token !== undefined) {
    const used = useToken(call, params.confirmation_token, { setup_intent: setup.id });
    return { ...used, returnUrl: used.token.return_url ?? undefined };
  }
  if (params.payment_method_data !== undefined) {
    return { ...createFromData(call, params.payment_method_data), returnUrl: undefined };
  }
  const id = params.payment_method ?? setup.payment_method;
  if (id === null) {
    throw unexpectedSetupState(
      setup,
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment " +
        'method and then confirm it again.',
    );
  }
  return { ...resolvePaymentMethod(call, id, setup.customer), returnUrl: undefined };
}
