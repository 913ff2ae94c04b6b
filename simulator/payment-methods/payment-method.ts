import type { Metadata } from '../http/metadata.js';

/** `object: payment_method` of type card (docs.stripe.com/api/payment_methods/object). */
export interface PaymentMethod {
  id: string;
  object: 'payment_method';
  allow_redisplay: 'always' | 'limited' | 'unspecified';
  billing_details: BillingDetails;
  card: CardDetails;
  created: number;
  customer: string | null;
  customer_account: null;
  livemode: false;
  metadata: Metadata;
  radar_options: Record<string, never>;
  type: 'card';
}

export interface CardDetails {
  brand: string;
  checks: CardChecks;
  country: string;
  display_brand: string;
  exp_month: number;
  exp_year: number;
  fingerprint: string;
  funding: string;
  generated_from: null;
  last4: string;
  networks: { available: string[]; preferred: null };
  regulated_status: 'unregulated';
  three_d_secure_usage: { supported: boolean };
  wallet: null;
}

/** The bank's check results for the address and the security code. */
export interface CardChecks {
  address_line1_check: string | null;
  address_postal_code_check: string | null;
  cvc_check: string | null;
}

export interface BillingDetails {
  address: Address;
  email: string | null;
  name: string | null;
  phone: string | null;
  tax_id: null;
}

export interface Address {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

/**
 * The hidden side of a payment method: its test card (by number) and whether the cardholder has authenticated it for
 * later use. Same id as the payment method.
 */
export interface CardOnFile {
  id: string;
  number: string;
  authenticatedForLater: boolean;
  /** Used once already; without a customer it cannot be used again. */
  used: boolean;
}
