import type { Metadata } from '../http/metadata.js';

/** `object: account` (docs.stripe.com/api/accounts/object): a connected account, or the platform itself. */
export interface Account {
  id: string;
  object: 'account';
  business_profile: BusinessProfile | null;
  business_type: 'company' | 'government_entity' | 'individual' | 'non_profit' | null;
  capabilities: Record<string, CapabilityStatus>;
  charges_enabled: boolean;
  controller: {
    fees: { payer: 'account' | 'application' };
    is_controller: true;
    losses: { payments: 'application' | 'stripe' };
    requirement_collection: 'application' | 'stripe';
    stripe_dashboard: { type: 'express' | 'full' | 'none' };
    type: 'application';
  };
  country: string;
  created: number;
  default_currency: string;
  details_submitted: boolean;
  email: string | null;
  external_accounts: {
    object: 'list';
    data: BankAccount[];
    has_more: false;
    total_count: number;
    url: string;
  };
  future_requirements: Requirements;
  metadata: Metadata;
  payouts_enabled: boolean;
  requirements: Requirements;
  settings: AccountSettings;
  tos_acceptance: { date: number | null; ip: string | null; user_agent: string | null };
  type: 'custom' | 'express' | 'standard';
}

export type CapabilityStatus = 'active' | 'inactive' | 'pending';

export interface BusinessProfile {
  annual_revenue: null;
  estimated_worker_count: null;
  mcc: string | null;
  minority_owned_business_designation: null;
  name: string | null;
  product_description: string | null;
  support_address: null;
  support_email: string | null;
  support_phone: string | null;
  support_url: string | null;
  url: string | null;
}

export interface Requirements {
  alternatives: [];
  current_deadline: number | null;
  currently_due: string[];
  disabled_reason: string | null;
  errors: [];
  eventually_due: string[];
  past_due: string[];
  pending_verification: string[];
}

export interface AccountSettings {
  branding: { icon: null; logo: null; primary_color: null; secondary_color: null };
  card_payments: {
    decline_on: { avs_failure: boolean; cvc_failure: boolean };
    statement_descriptor_prefix: string | null;
    statement_descriptor_prefix_kana: null;
    statement_descriptor_prefix_kanji: null;
  };
  dashboard: { display_name: string | null; timezone: string };
  payments: {
    statement_descriptor: string | null;
    statement_descriptor_kana: null;
    statement_descriptor_kanji: null;
  };
  payouts: {
    debit_negative_balances: boolean;
    schedule: { delay_days: number; interval: 'daily' | 'manual' | 'monthly' | 'weekly' };
    statement_descriptor: null;
  };
}

/** `object: bank_account`: where payouts go. */
export interface BankAccount {
  id: string;
  object: 'bank_account';
  account: string;
  account_holder_name: string | null;
  account_holder_type: 'company' | 'individual' | null;
  account_type: null;
  available_payout_methods: ('instant' | 'standard')[];
  bank_name: string;
  country: string;
  currency: string;
  default_for_currency: boolean;
  fingerprint: string;
  last4: string;
  metadata: Metadata;
  routing_number: string | null;
  status: 'new' | 'errored';
}

/** The hidden side of a bank account: the failure code of payouts to it, if any. Same id. */
export interface BankAccountSecret {
  id: string;
  payoutFailure: string | null;
}
