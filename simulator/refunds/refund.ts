import type { Metadata } from '../http/metadata.js';

/** `object: refund` (docs.stripe.com/api/refunds/object). */
export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  balance_transaction: string | null;
  charge: string;
  created: number;
  currency: string;
  customer: string | null;
  customer_account: null;
  destination_details?: { card: RefundReference; type: 'card' };
  failure_balance_transaction?: string;
  failure_reason?: string;
  metadata: Metadata;
  payment_intent: string | null;
  payment_method: string | null;
  pending_reason?: 'processing';
  reason: RefundReason | null;
  receipt_number: null;
  source_transfer_reversal: null;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  transfer_reversal: string | null;
}

export type RefundReason = 'duplicate' | 'expired_uncaptured_charge' | 'fraudulent' | 'requested_by_customer';

/** The refund's reference at the shopper's bank. */
export interface RefundReference {
  reference?: string;
  reference_status: 'available' | 'pending';
  reference_type: 'acquirer_reference_number';
  type: 'refund' | 'reversal';
}

/** The planned outcome of a special test card's refund and its time (Unix seconds). Same id as the refund. */
export interface RefundOutcome {
  id: string;
  at: number;
  status: 'succeeded' | 'failed';
}
