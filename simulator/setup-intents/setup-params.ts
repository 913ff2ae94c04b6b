import { metadata } from '../http/metadata.js';
import { accepted, boolean, list, object, oneOf, string, unsettable, type Read } from '../http/params.js';
import { notImitated } from '../http/not-imitated.js';
import { paymentMethodDataParams } from '../payment-intents/intent-params.js';

const options = object({
  card: object({
    mandate_options: accepted(),
    moto: accepted(),
    network: accepted(),
    request_three_d_secure: oneOf('any', 'automatic', 'challenge'),
    three_d_secure: accepted(),
  }),
});

/** Parameters of confirm, also of a create with `confirm=true`. */
export const setupConfirmParams = {
  allowed_payment_method_types: list(string()),
  client_secret: string(),
  confirmation_token: string(),
  mandate_data: accepted(),
  payment_method: string(),
  payment_method_data: object(paymentMethodDataParams),
  payment_method_options: options,
  return_url: string(),
  use_stripe_sdk: boolean(),
};

/** Parameters of create. */
export const setupCreateParams = {
  ...setupConfirmParams,
  attach_to_self: notImitated(),
  automatic_payment_methods: object({ enabled: boolean(), allow_redirects: oneOf('always', 'never') }),
  confirm: boolean(),
  customer: string(),
  customer_account: notImitated(),
  description: unsettable(1000),
  excluded_payment_method_types: accepted(),
  flow_directions: accepted(),
  metadata,
  on_behalf_of: notImitated(),
  payment_method_configuration: accepted(),
  payment_method_types: list(string()),
  single_use: accepted(),
  usage: oneOf('off_session', 'on_session'),
};

export type SetupConfirmParams = Read<typeof setupConfirmParams>;
export type SetupCreateParams = Read<typeof setupCreateParams>;
