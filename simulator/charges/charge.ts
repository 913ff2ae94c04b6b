import type { Metadata } from '../http/metadata.js';
import type { Shipping } from '../payment-intents/payment-intent.js';
import type { BillingDetails, CardChecks } from '../payment-methods/payment-method.js';

/** `object: charge` (docs.stripe.com/api/charges/object). */
export interface Charge {
  id: string;
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  application: null;
  application_fee: null;
  application_fee_amount: null;
  balance_transaction: string | null;
  billing_details: BillingDetails;
  calculated_statement_descriptor: string;
  captured: boolean;
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  disputed: boolean;
  failure_balance_transaction: null;
  failure_code: string | null;
  failure_message: string | null;
  fraud_details: { stripe_report?: string; user_report?: string };
  livemode: false;
  metadata: Metadata;
  on_behalf_of: null;
  outcome: ChargeOutcome;
  paid: boolean;
  payment_intent: string;
  payment_method: string;
  payment_method_details: { card: ChargeCard; type: 'card' };
  radar_options: Record<string, never>;
  receipt_email: string | null;
  receipt_number: null;
  receipt_url: string | null;
  refunded: boolean;
  review: null;
  shipping: Shipping | null;
  source: null;
  source_transfer: null;
  statement_descriptor: string | null;
  statement_descriptor_suffix: string | null;
  status: 'succeeded' | 'pending' | 'failed';
  transfer_data: null;
  transfer_group: string | null;
}

/** The card network's response and the features of the authorization. */
export interface ChargeCard {
  amount_authorized: number | null;
  authorization_code: string | null;
  brand: string;
  /** Unix seconds at which the authorization expires; only on an uncaptured charge. */
  capture_before?: number;
  checks: CardChecks;
  country: string;
  exp_month: number;
  exp_year: number;
  extended_authorization: { status: 'disabled' | 'enabled' };
  fingerprint: string;
  funding: string;
  incremental_authorization: { status: 'available' | 'unavailable' };
  installments: null;
  last4: string;
  mandate: null;
  multicapture: { status: 'available' | 'unavailable' };
  network: string;
  network_token: { used: false };
  network_transaction_id: string;
  overcapture: { maximum_amount_capturable: number; status: 'available' | 'unavailable' };
  regulated_status: 'unregulated';
  three_d_secure: ThreeDSecureResult | null;
  wallet: null;
}

export interface ThreeDSecureResult {
  authentication_flow: 'challenge' | 'frictionless' | null;
  electronic_commerce_indicator: '01' | '02' | '05' | '06' | '07' | null;
  exemption_indicator: null;
  result: 'authenticated' | 'failed' | 'attempt_acknowledged' | 'not_supported';
  result_reason: 'abandoned' | 'rejected' | null;
  transaction_id: string | null;
  version: '2.2.0';
}

export interface ChargeOutcome {
  advice_code: string | null;
  network_advice_code: string | null;
  network_decline_code: string | null;
  network_status: 'approved_by_network' | 'declined_by_network' | 'not_sent_to_network';
  reason: string | null;
  risk_level: 'normal' | 'elevated' | 'highest';
  risk_score: number;
  seller_message: string;
  type: 'authorized' | 'issuer_declined' | 'blocked' | 'invalid' | 'manual_review';
}

/** Number of captures of an intent (same id): Stripe allows 50 with multicapture. */
export interface CaptureCount {
  id: string;
  count: number;
}
