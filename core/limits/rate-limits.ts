import type { DomainError } from '../shared/domain-error.js';
import type { QuotaName } from './quotas.js';

/** Too many tries; nothing was done. Try again after that time. */
export type RateLimited = DomainError<'RATE_LIMITED', { retryAfterMs: number }>;

/** One try, counted against a quota of somebody: an address, an account, an order. */
export type Counted = Readonly<{ quota: QuotaName; of: string }>;

/** Counts tries across all processes. It is asked before people are answered, so it never takes long. */
export interface RateLimits {
  /** Counts a try against each in turn, up to the first that is used up; null when none is. */
  take(tries: readonly Counted[]): Promise<RateLimited | null>;
  /** Takes a try back that turned out to be none. Best effort, not waited for. */
  giveBack(tries: readonly Counted[]): void;
}
