import type { DomainError } from '../shared/domain-error.js';
import type { QuotaName } from './quotas.js';

/** Too many attempts; nothing was done. Retry after this time. */
export type RateLimited = DomainError<'RATE_LIMITED', { retryAfterMs: number }>;

/** One attempt, counted against a quota of an address, an account or an order. */
export type Counted = Readonly<{ quota: QuotaName; of: string }>;

/** Counts attempts across all processes. It runs before a request is answered, so it must be fast. */
export interface RateLimits {
  /** Counts an attempt against each quota in order, up to the first exhausted one; null if none is. */
  take(tries: readonly Counted[]): Promise<RateLimited | null>;
  /** Undoes the count of an attempt that should not count. Best effort, not awaited. */
  giveBack(tries: readonly Counted[]): void;
}
