import { now, type Call } from '../http/call.js';
import type { PaymentIntent } from '../payment-intents/payment-intent.js';
import type { PaymentMethod } from '../payment-methods/payment-method.js';
import type { Decline, TestCard } from '../payment-methods/test-card.js';
import type { Charge, ChargeCard, ChargeOutcome, ThreeDSecureResult } from './charge.js';

const DAY_SECONDS = 86_400;
/** Card authorizations last 7 days unless extended (docs.stripe.com/payments/place-a-hold-on-a-payment-method). */
const AUTHORIZATION_SECONDS = 7 * DAY_SECONDS;
/** With extended authorization, up to 30 days (docs.stripe.com/payments/extended-authorization). */
const EXTENDED_AUTHORIZATION_SECONDS = 30 * DAY_SECONDS;
/** Brands for which Stripe offers multicapture (docs.stripe.com/payments/multicapture#availability). */
const MULTICAPTURE_BRANDS = ['visa', 'mastercard', 'amex', 'discover', 'diners', 'unionpay', 'jcb'];

/** One attempt to charge a card. */
export interface Attempt {
  intent: PaymentIntent;
  method: PaymentMethod;
  card: TestCard;
  threeDSecure: ThreeDSecureResult | null;
}

/** The charge of an approved attempt: only authorized (`manual`) or captured at once. */
export function approvedCharge(call: Call, attempt: Attempt): Charge {
  const { intent, card } = attempt;
  const isManual = intent.capture_method === 'manual';
  const risk = card.risk ?? 'normal';
  return {
    ...baseCharge(call, attempt),
    amount_captured: isManual ? 0 : intent.amount,
    captured: !isManual,
    outcome: outcome({
      network_status: 'approved_by_network',
      reason: card.risk === 'elevated' ? 'elevated_risk_level' : null,
      risk_level: risk,
      risk_score: risk === 'normal' ? 32 : risk === 'elevated' ? 65 : 82,
      seller_message: 'Payment complete.',
      type: 'authorized',
    }),
    paid: true,
    receipt_url: `https://pay.stripe.com/receipts/payment/${intent.id}`,
    status: 'succeeded',
  };
}

/** The charge of a declined attempt; nothing was authorized. */
export function failedCharge(call: Call, attempt: Attempt, decline: Decline): Charge {
  const blocked = decline.declineCode === 'fraudulent';
  return {
    ...baseCharge(call, attempt),
    failure_code: decline.code,
    failure_message: decline.message,
    outcome: outcome({
      advice_code: decline.adviceCode ?? null,
      network_decline_code: blocked ? null : '05',
      network_status: blocked ? 'not_sent_to_network' : 'declined_by_network',
      reason: blocked ? 'highest_risk_level' : (decline.declineCode ?? decline.code),
      risk_level: blocked ? 'highest' : 'normal',
      risk_score: blocked ? 92 : 32,
      seller_message: blocked
        ? 'Stripe blocked this payment as too risky.'
        : `The bank returned the decline code \`${decline.declineCode ?? decline.code}\`.`,
      type: blocked ? 'blocked' : 'issuer_declined',
    }),
    paid: false,
    status: 'failed',
  };
}

function outcome(
  fields: Partial<ChargeOutcome> &
    Omit<ChargeOutcome, 'advice_code' | 'network_advice_code' | 'network_decline_code'>,
): ChargeOutcome {
  return { advice_code: null, network_advice_code: null, network_decline_code: null, ...fields };
}

function baseCharge(call: Call, attempt: Attempt): Omit<Charge, 'outcome' | 'paid' | 'status'> {
  const { intent, method } = attempt;
  return {
    id: call.ids.next('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: intent.application_fee_amount,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'SIMULATED SHOP',
    captured: false,
    created: now(call),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: intent.on_behalf_of,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: chargeCard(call, attempt), type: 'card' },
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function chargeCard(call: Call, { intent, method, card, threeDSecure }: Attempt): ChargeCard {
  const options = intent.payment_method_options.card;
  const manual = intent.capture_method === 'manual';
  const extended = manual && options.request_extended_authorization === 'if_available';
  const multicapture =
    manual &&
    options.request_multicapture === 'if_available' &&
    card.multicapture === undefined &&
    MULTICAPTURE_BRANDS.includes(card.brand);
  const lifetimeSeconds = extended ? EXTENDED_AUTHORIZATION_SECONDS : AUTHORIZATION_SECONDS;
  return {
    amount_authorized: intent.amount,
    authorization_code: call.ids.text(6),
    brand: method.card.brand,
    ...(manual ? { capture_before: now(call) + lifetimeSeconds } : {}),
    checks: method.card.checks,
    country: method.card.country,
    exp_month: method.card.exp_month,
    exp_year: method.card.exp_year,
    extended_authorization: { status: extended ? 'enabled' : 'disabled' },
    fingerprint: method.card.fingerprint,
    funding: method.card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: method.card.last4,
    mandate: null,
    multicapture: { status: multicapture ? 'available' : 'unavailable' },
    network: method.card.brand,
    network_token: { used: false },
    network_transaction_id: call.ids.text(15),
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: threeDSecure,
    wallet: null,
  };
}
