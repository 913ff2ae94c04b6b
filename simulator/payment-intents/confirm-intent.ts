import { useToken } from '../confirmation-tokens/use-token.js';
import type { Call } from '../http/call.js';
import { operation } from '../http/operation.js';
import { invalidRequest } from '../http/stripe-error.js';
import { createFromData } from '../payment-methods/create-from-data.js';
import { resolvePaymentMethod, type ResolvedMethod } from '../payment-methods/resolve-payment-method.js';
import { attemptPayment } from './attempt-payment.js';
import { mergeCardOptions, toShipping } from './build-intent.js';
import { findIntent, unexpectedState } from './find-intent.js';
import { confirmingParams, type ConfirmingParams } from './intent-params.js';
import type { PaymentIntent } from './payment-intent.js';

/** POST /v1/payment_intents/:id/confirm */
export const confirmPaymentIntent = operation({
  name: 'payment_intents.confirm',
  method: 'POST',
  path: '/v1/payment_intents/:id/confirm',
  params: confirmingParams,
  run: (call, params, path) => confirmIntent(call, findIntent(call, path.id), params),
});

/** Confirms an intent with a payment method, a confirmation token, or the method it already has. */
export function confirmIntent(call: Call, intent: PaymentIntent, params: ConfirmingParams): PaymentIntent {
  checkConfirmable(intent);
  const configured: PaymentIntent = {
    ...intent,
    payment_method_options: {
      card: mergeCardOptions(intent.payment_method_options.card, params.payment_method_options?.card),
    },
    receipt_email: params.receipt_email === undefined ? intent.receipt_email : params.receipt_email,
    setup_future_usage: params.setup_future_usage ?? intent.setup_future_usage,
    shipping: toShipping(params.shipping) ?? intent.shipping,
  };
  const chosen = chooseMethod(call, configured, params);
  const returnUrl = params.return_url ?? chosen.returnUrl;
  checkReturnUrl(configured, params, returnUrl);
  return attemptPayment(call, configured, {
    ...chosen,
    returnUrl,
    offSession: params.off_session ?? false,
    errorOnRequiresAction: params.error_on_requires_action ?? false,
    threeDSecure: null,
  });
}

function checkConfirmable(intent: PaymentIntent): void {
  if (intent.status === 'succeeded' || intent.status === 'requires_capture') {
    throw unexpectedState(
      intent,
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
    );
  }
  if (intent.status === 'canceled' || intent.status === 'processing') {
    throw unexpectedState(
      intent,
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one ` +
        'of the following statuses may be confirmed: requires_confirmation, requires_action.',
    );
  }
}

type ChosenMethod = ResolvedMethod & { returnUrl: string | undefined };

function chooseMethod(call: Call, intent: PaymentIntent, params: ConfirmingParams): ChosenMethod {
  const given = [params.payment_method, params.payment_method_data, params.confirmation_token];
  if (given.filter((value) => value !== undefined).length > 1) {
    throw invalidRequest(
      'You may only specify one of these parameters: payment_method, payment_method_data, confirmation_token.',
      { code: 'parameters_exclusive', param: 'payment_method' },
    );
  }
  if (params.confirmation_token !== undefined) {
    const used = useToken(call, params.confirmation_token, { payment_intent: intent.id });
    return { ...used, returnUrl: used.token.return_url ?? undefined };
  }
  if (params.payment_method_data !== undefined) {
    return { ...createFromData(call, params.payment_method_data), returnUrl: undefined };
  }
  const id = params.payment_method ?? intent.payment_method;
  if (id === null) {
    throw unexpectedState(
      intent,
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
        'PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.',
    );
  }
  return { ...resolvePaymentMethod(call, id, intent.customer), returnUrl: undefined };
}

/** Dashboard-enabled payment methods may redirect, so Stripe requires a return URL. */
function checkReturnUrl(
  intent: PaymentIntent,
  params: ConfirmingParams,
  returnUrl: string | undefined,
): void {
  const mayRedirect = intent.automatic_payment_methods?.allow_redirects === 'always';
  if (
    !mayRedirect ||
    returnUrl !== undefined ||
    params.use_stripe_sdk === true ||
    params.off_session === true
  )
    return;
  throw invalidRequest(
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these ' +
      "payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't " +
      'want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and ' +
      '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.',
    { payment_intent: intent },
  );
}
