import { metadata } from '../http/metadata.js';
import {
  accepted,
  boolean,
  integer,
  list,
  object,
  oneOf,
  string,
  unsettable,
  type Read,
} from '../http/params.js';
import { notImitated } from '../http/not-imitated.js';
import { addressParams, billingDetailsParams } from '../payment-methods/billing-details.js';
import { GREATEST_AMOUNT } from './currency.js';

const request = oneOf('if_available', 'never');

/** `payment_method_options[card]`; options of other payment methods are ignored. */
export const cardOptionsParams = {
  capture_method: oneOf('manual'),
  cvc_token: accepted(),
  installments: accepted(),
  mandate_options: accepted(),
  moto: accepted(),
  network: accepted(),
  request_extended_authorization: request,
  request_incremental_authorization: request,
  request_multicapture: request,
  request_overcapture: request,
  request_three_d_secure: oneOf('any', 'automatic', 'challenge'),
  require_cvc_recollection: accepted(),
  setup_future_usage: accepted(),
  statement_descriptor_suffix_kana: accepted(),
  statement_descriptor_suffix_kanji: accepted(),
  three_d_secure: accepted(),
};

const paymentMethodOptions = object({
  card: object(cardOptionsParams),
  link: accepted(),
  klarna: accepted(),
});

export const shippingParam = object({
  address: object(addressParams),
  carrier: unsettable(),
  name: string(),
  phone: unsettable(),
  tracking_number: unsettable(),
});

/** Card data in a request: only for publishable keys and test helpers, because servers must not see card data. */
export const paymentMethodDataParams = {
  type: oneOf('card'),
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
  billing_details: object(billingDetailsParams),
  card: object({
    number: string(25),
    exp_month: integer(),
    exp_year: integer(),
    cvc: string(4),
    networks: accepted(),
    token: string(),
  }),
  metadata,
  radar_options: accepted(),
};

/** Parameters shared by create and update. */
export const describingParams = {
  allowed_payment_method_types: list(string()),
  amount: integer({ min: 1, max: GREATEST_AMOUNT }),
  application_fee_amount: notImitated(),
  capture_method: oneOf('automatic', 'automatic_async', 'manual'),
  currency: string(3),
  customer: string(),
  customer_account: notImitated(),
  description: unsettable(1000),
  metadata,
  payment_method: string(),
  payment_method_options: paymentMethodOptions,
  payment_method_types: list(string()),
  receipt_email: unsettable(800),
  setup_future_usage: oneOf('off_session', 'on_session'),
  shipping: shippingParam,
  statement_descriptor: unsettable(22),
  statement_descriptor_suffix: unsettable(22),
  transfer_data: notImitated(),
  transfer_group: string(),
  amount_details: accepted(),
  hooks: accepted(),
  payment_details: accepted(),
  payment_method_configuration: accepted(),
};

/** Parameters of confirm, also of a create with `confirm=true`. */
export const confirmingParams = {
  allowed_payment_method_types: list(string()),
  confirmation_token: string(),
  error_on_requires_action: boolean(),
  mandate: accepted(),
  mandate_data: accepted(),
  off_session: boolean(),
  payment_method: string(),
  payment_method_data: object(paymentMethodDataParams),
  payment_method_options: paymentMethodOptions,
  radar_options: accepted(),
  receipt_email: unsettable(800),
  return_url: string(),
  setup_future_usage: oneOf('off_session', 'on_session'),
  shipping: shippingParam,
  use_stripe_sdk: boolean(),
};

export type DescribingParams = Read<typeof describingParams>;
export type ConfirmingParams = Read<typeof confirmingParams>;
export type CardOptionsParams = Read<typeof cardOptionsParams>;
export type ShippingParams = ReturnType<typeof shippingParam>;
