import type { Balances } from '../balance/balances.js';
import type { Settings } from '../settings/settings.js';
import type { Ids } from '../storage/ids.js';
import type { Transaction } from '../storage/transaction.js';

/** One API request (or one due timer) while it executes: its transaction, its time and who asked. */
export interface Call {
  readonly tx: Transaction;
  readonly ids: Ids;
  readonly balances: Balances;
  readonly settings: Settings;
  /** Simulator time in milliseconds; fixed for the whole call. */
  readonly nowMs: number;
  /** The connected account of the `Stripe-Account` header; null for the platform itself. */
  readonly account: string | null;
  /** Null for things that happen by themselves, such as the expiry of a hold. */
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
  /** The caller's `Stripe-Version`. */
  readonly apiVersion: string;
  /** Origin of the simulator as the caller reached it, for the pages it links to. */
  readonly baseUrl: string;
  /** True when a publishable key was used: only what a browser may do is allowed. */
  readonly publishable: boolean;
  /** Milliseconds by which a slow card delays the answer; set by the operation. */
  answerAfterMs: number;
}

/** Unix seconds, the unit of Stripe's timestamps. */
export function now(call: Call): number {
  return Math.floor(call.nowMs / 1000);
}
