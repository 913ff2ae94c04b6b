import { now, type Call } from '../http/call.js';
import { operation } from '../http/operation.js';
import { accepted, object, oneOf, required, string } from '../http/params.js';
import { resourceMissing } from '../http/stripe-error.js';
import { paymentMethodDataParams } from '../payment-intents/intent-params.js';
import { toBillingDetails } from '../payment-methods/billing-details.js';
import { readCardData } from '../payment-methods/create-from-data.js';
import { tokenDetails } from '../payment-methods/create-payment-method.js';
import type { BillingDetails, CardDetails } from '../payment-methods/payment-method.js';
import type { TestCard } from '../payment-methods/test-card.js';
import { testCardByToken } from '../payment-methods/test-cards.js';
import type { ConfirmationToken } from './confirmation-token.js';

/** Confirmation tokens live twelve hours (docs.stripe.com/api/confirmation_tokens). */
const LIFETIME_SECONDS = 12 * 3600;

const browserParams = {
  payment_method_data: required(object(paymentMethodDataParams)),
  return_url: string(),
  setup_future_usage: oneOf('off_session', 'on_session'),
  client_context: accepted(),
  key: accepted(),
  shipping: accepted(),
  use_stripe_sdk: accepted(),
};

/** POST /v1/confirmation_tokens: receives card data from the payment element in a browser. */
export const createConfirmationToken = operation({
  name: 'confirmation_tokens.create',
  method: 'POST',
  path: '/v1/confirmation_tokens',
  publishable: true,
  params: browserParams,
  run(call, params) {
    const data = params.payment_method_data;
    const { card, details } = readCardData(call, data);
    return storeToken(call, card, {
      details,
      billing: toBillingDetails(data.billing_details),
      returnUrl: params.return_url,
      usage: params.setup_future_usage,
    });
  },
});

const testParams = {
  payment_method: required(string()),
  payment_method_options: accepted(),
  return_url: string(),
  setup_future_usage: oneOf('off_session', 'on_session'),
  shipping: accepted(),
};

/** POST /v1/test_helpers/confirmation_tokens: a token for a server-side test, from a `pm_card_…` token. */
export const createTestConfirmationToken = operation({
  name: 'test_helpers.confirmation_tokens.create',
  method: 'POST',
  path: '/v1/test_helpers/confirmation_tokens',
  params: testParams,
  run(call, params) {
    const card = testCardByToken(params.payment_method);
    if (card === undefined) throw resourceMissing('PaymentMethod', params.payment_method, 'payment_method');
    return storeToken(call, card, {
      details: tokenDetails(call, card),
      billing: toBillingDetails(undefined),
      returnUrl: params.return_url,
      usage: params.setup_future_usage,
    });
  },
});

/** GET /v1/confirmation_tokens/:id */
export const retrieveConfirmationToken = operation({
  name: 'confirmation_tokens.retrieve',
  method: 'GET',
  path: '/v1/confirmation_tokens/:id',
  params: {},
  run(call, _params, path) {
    const token = call.tx.get('confirmation_token', path.id);
    if (token === undefined) throw resourceMissing('confirmation_token', path.id);
    return token;
  },
});

interface TokenFields {
  details: CardDetails;
  billing: BillingDetails;
  returnUrl: string | undefined;
  usage: 'off_session' | 'on_session' | undefined;
}

function storeToken(call: Call, card: TestCard, fields: TokenFields): ConfirmationToken {
  const token: ConfirmationToken = {
    id: call.ids.next('ctoken'),
    object: 'confirmation_token',
    created: now(call),
    expires_at: now(call) + LIFETIME_SECONDS,
    livemode: false,
    mandate_data: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: {
      allow_redisplay: 'unspecified',
      billing_details: fields.billing,
      card: fields.details,
      customer: null,
      customer_account: null,
      type: 'card',
    },
    return_url: fields.returnUrl ?? null,
    setup_future_usage: fields.usage ?? null,
    setup_intent: null,
    shipping: null,
    use_stripe_sdk: true,
  };
  call.tx.put('confirmation_token', token, call.account);
  call.tx.put('token_secret', { id: token.id, number: card.number });
  return token;
}
