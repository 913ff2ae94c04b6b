import type { Shipping } from '../payment-intents/payment-intent.js';
import type { BillingDetails, CardDetails } from '../payment-methods/payment-method.js';

/** `object: confirmation_token` (docs.stripe.com/api/confirmation_tokens/object): card data from the browser. */
export interface ConfirmationToken {
  id: string;
  object: 'confirmation_token';
  created: number;
  expires_at: number;
  livemode: false;
  mandate_data: null;
  payment_intent: string | null;
  payment_method_options: null;
  payment_method_preview: PaymentMethodPreview;
  return_url: string | null;
  setup_future_usage: 'off_session' | 'on_session' | null;
  setup_intent: string | null;
  shipping: Shipping | null;
  use_stripe_sdk: boolean;
}

export interface PaymentMethodPreview {
  allow_redisplay: 'always' | 'limited' | 'unspecified';
  billing_details: BillingDetails;
  card: CardDetails;
  customer: string | null;
  customer_account: null;
  type: 'card';
}

/** The hidden side of a token: the number of its test card. Same id as the token. */
export interface TokenSecret {
  id: string;
  number: string;
}
