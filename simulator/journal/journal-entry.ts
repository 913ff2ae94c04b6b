import type { Metadata } from '../http/metadata.js';

/** Types of money movement. `void` cancels an authorization, `release` frees the remainder after a final capture. */
export type JournalType =
  | 'authorize'
  | 'capture'
  | 'release'
  | 'void'
  | 'expire'
  | 'refund'
  | 'refund_failed'
  | 'transfer'
  | 'transfer_reversal'
  | 'payout'
  | 'payout_failed'
  | 'dispute_withdrawal'
  | 'dispute_reinstatement';

/** One journal entry: append-only and independent of the API's objects. */
export interface JournalEntry {
  id: string;
  sequence: number;
  type: JournalType;
  intent: string | null;
  charge: string | null;
  /** The refund, transfer, reversal, payout or dispute that moved the money, if any. */
  object: string | null;
  account: string | null;
  amount: number;
  currency: string;
  idempotency_key: string | null;
  metadata: Metadata;
  request: string | null;
  at: number;
}
