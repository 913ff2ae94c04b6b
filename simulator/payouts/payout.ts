import type { Metadata } from '../http/metadata.js';

/** `object: payout` (docs.stripe.com/api/payouts/object). */
export interface Payout {
  id: string;
  object: 'payout';
  amount: number;
  application_fee: null;
  application_fee_amount: null;
  arrival_date: number;
  automatic: false;
  balance_transaction: string;
  created: number;
  currency: string;
  description: string | null;
  destination: string;
  failure_balance_transaction: string | null;
  failure_code: string | null;
  failure_message: string | null;
  livemode: false;
  metadata: Metadata;
  method: 'instant' | 'standard';
  original_payout: null;
  payout_method: null;
  reconciliation_status: 'not_applicable';
  reversed_by: null;
  source_type: 'card';
  statement_descriptor: string | null;
  status: 'canceled' | 'failed' | 'in_transit' | 'paid' | 'pending';
  trace_id: { status: 'pending'; value: null } | null;
  type: 'bank_account';
}

/** The planned outcome of a payout and its time (Unix seconds). Same id as the payout. */
export interface PayoutOutcome {
  id: string;
  at: number;
  failureCode: string | null;
}
