import type { Metadata } from '../http/metadata.js';
import type { LastPaymentError } from '../payment-intents/last-payment-error.js';
import type { CancellationReason, NextAction } from '../payment-intents/payment-intent.js';

/** `object: setup_intent` (docs.stripe.com/api/setup_intents/object): saving a card without paying. */
export interface SetupIntent {
  id: string;
  object: 'setup_intent';
  allowed_payment_method_types: string[] | null;
  application: null;
  automatic_payment_methods: { allow_redirects: 'always' | 'never'; enabled: boolean } | null;
  cancellation_reason: CancellationReason | null;
  client_secret: string;
  created: number;
  customer: string | null;
  customer_account: null;
  description: string | null;
  excluded_payment_method_types: null;
  flow_directions: null;
  last_setup_error: LastPaymentError | null;
  latest_attempt: string | null;
  livemode: false;
  managed_payments: null;
  mandate: null;
  metadata: Metadata;
  next_action: NextAction | null;
  on_behalf_of: null;
  payment_method: string | null;
  payment_method_configuration_details: null;
  payment_method_options: {
    card: { mandate_options: null; network: null; request_three_d_secure: 'any' | 'automatic' | 'challenge' };
  };
  payment_method_types: string[];
  single_use_mandate: null;
  status: SetupIntentStatus;
  usage: 'off_session' | 'on_session';
}

export type SetupIntentStatus =
  | 'canceled'
  | 'processing'
  | 'requires_action'
  | 'requires_confirmation'
  | 'requires_payment_method'
  | 'succeeded';
