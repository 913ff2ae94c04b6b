import type { Balances } from '../balance/balances.js';
import type { Settings } from '../settings/settings.js';
import type { Ids } from '../storage/ids.js';
import type { Transaction } from '../storage/transaction.js';

/** One executing API request or due timer: its transaction, time and caller. */
export interface Call {
  readonly tx: Transaction;
  readonly ids: Ids;
  readonly balances: Balances;
  readonly settings: Settings;
  /** Simulator time in milliseconds; fixed for the whole call. */
  readonly nowMs: number;
  /** The connected account of the `Stripe-Account` header; null for the platform itself. */
  readonly account: string | null;
  /** Null for timed actions, such as the expiry of an authorization. */
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
  /** The caller's `Stripe-Version`. */
  readonly apiVersion: string;
  /** Origin under which the caller reached the simulator, for links to its pages. */
  readonly baseUrl: string;
  /** True for a publishable key, which allows only browser operations. */
  readonly publishable: boolean;
  /** Milliseconds by which a slow card delays the answer; set by the operation. */
  answerAfterMs: number;
}

/** Unix seconds, the unit of Stripe's timestamps. */
export function now(call: Call): number {
  return Math.floor(call.nowMs / 1000);
}
