import { knownCustomer } from '../customers/find-customer.js';
import { now, type Call } from '../http/call.js';
import { applyMetadata } from '../http/metadata.js';
import { invalidRequest } from '../http/stripe-error.js';
import { toAddress } from '../payment-methods/billing-details.js';
import { checkedCurrency, checkChargedAmount } from './currency.js';
import type { CardOptionsParams, DescribingParams, ShippingParams } from './intent-params.js';
import type { CardOptions, PaymentIntent, Shipping } from './payment-intent.js';

type CreateFields = DescribingParams & { amount: number; currency: string };

/** The intent's payment methods: the caller's list, or those enabled in the dashboard. */
export interface MethodSelection {
  /** `payment_method_types`: accepted only for API versions before 2026-09-30. */
  types: string[] | undefined;
  allowed: string[] | undefined;
  automatic: { enabled: boolean; allow_redirects: 'always' | 'never' | undefined } | undefined;
}

/** A new intent in `requires_payment_method`; checks amount and currency as Stripe does. */
export function buildIntent(call: Call, params: CreateFields, selection: MethodSelection): PaymentIntent {
  const currency = checkedCurrency(params.currency);
  checkChargedAmount(params.amount, currency);
  const id = call.ids.next('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: selection.allowed ?? null,
    amount: params.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automaticMethods(selection),
    canceled_at: null,
    cancellation_reason: null,
    // Stripe's default since 2024-04-10.
    capture_method: params.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${call.ids.text(25)}`,
    confirmation_method: 'automatic',
    created: now(call),
    currency,
    customer: customerOf(call, params.customer),
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: applyMetadata({}, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: mergeCardOptions(undefined, params.payment_method_options?.card) },
    payment_method_types: checkedTypes(selection),
    payment_record: null,
    processing: null,
    receipt_email: params.receipt_email ?? null,
    review: null,
    setup_future_usage: params.setup_future_usage ?? null,
    shipping: toShipping(params.shipping) ?? null,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: params.transfer_group ?? null,
  };
}

/** The intent with the fields of the request applied; the others are unchanged. */
export function updateIntent(call: Call, intent: PaymentIntent, params: DescribingParams): PaymentIntent {
  const currency = params.currency === undefined ? intent.currency : checkedCurrency(params.currency);
  const amount = params.amount ?? intent.amount;
  checkChargedAmount(amount, currency);
  return {
    ...intent,
    amount,
    currency,
    capture_method: params.capture_method ?? intent.capture_method,
    customer: params.customer === undefined ? intent.customer : customerOf(call, params.customer),
    description: params.description === undefined ? intent.description : params.description,
    metadata: applyMetadata(intent.metadata, params.metadata),
    payment_method_options: {
      card: mergeCardOptions(intent.payment_method_options.card, params.payment_method_options?.card),
    },
    allowed_payment_method_types: params.allowed_payment_method_types ?? intent.allowed_payment_method_types,
    receipt_email: params.receipt_email === undefined ? intent.receipt_email : params.receipt_email,
    setup_future_usage: params.setup_future_usage ?? intent.setup_future_usage,
    shipping: toShipping(params.shipping) ?? intent.shipping,
    statement_descriptor:
      params.statement_descriptor === undefined ? intent.statement_descriptor : params.statement_descriptor,
    statement_descriptor_suffix:
      params.statement_descriptor_suffix === undefined
        ? intent.statement_descriptor_suffix
        : params.statement_descriptor_suffix,
    transfer_group: params.transfer_group ?? intent.transfer_group,
  };
}

/** The card options with those of the request applied. */
export function mergeCardOptions(
  current: CardOptions | undefined,
  change: CardOptionsParams | undefined,
): CardOptions {
  const base: CardOptions = current ?? {
    installments: null,
    mandate_options: null,
    network: null,
    request_three_d_secure: 'automatic',
  };
  if (change === undefined) return base;
  const sent = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(sent) };
}

export function toShipping(params: ShippingParams): Shipping | undefined {
  if (params === undefined) return undefined;
  return {
    address: toAddress(params.address),
    carrier: params.carrier ?? null,
    name: params.name ?? '',
    phone: params.phone ?? null,
    tracking_number: params.tracking_number ?? null,
  };
}

/** The offered payment methods: cards, the only type the simulator supports; throws when the caller excludes them. */
function checkedTypes({ types, allowed }: MethodSelection): string[] {
  const wanted = types ?? allowed ?? ['card'];
  if (wanted.includes('card')) return ['card'];
  throw invalidRequest(
    'No valid payment method types for this Payment Intent. Please ensure that you have activated payment methods ' +
      'compatible with your chosen currency in your dashboard.',
  );
}

function automaticMethods(selection: MethodSelection): PaymentIntent['automatic_payment_methods'] {
  const { automatic, types, allowed } = selection;
  if (types === undefined && allowed === undefined) {
    // Since 2023-08-16 dashboard methods, including redirects, are enabled unless the caller lists types.
    return { allow_redirects: automatic?.allow_redirects ?? 'always', enabled: automatic?.enabled ?? true };
  }
  if (automatic === undefined) return null;
  const list = types === undefined ? 'allowed_payment_method_types' : 'payment_method_types';
  throw invalidRequest(`You may only specify one of these parameters: automatic_payment_methods, ${list}.`, {
    code: 'parameters_exclusive',
    param: list,
  });
}

function customerOf(call: Call, customer: string | undefined): string | null {
  return customer === undefined ? null : knownCustomer(call, customer);
}
