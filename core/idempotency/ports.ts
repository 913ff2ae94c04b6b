import type { DomainError } from '../shared/domain-error.js';
import type { Tx } from '../shared/transaction.js';

/** Owner and operation of a key: two shoppers, or two operations, may use the same key. */
export type IdempotencyScope = Readonly<{ actor: string; operation: string; key: string }>;

/** The answer to store for a key; it replaces the provisional one unless that was already returned to the caller. */
export type StoredAnswer = Readonly<{ scope: IdempotencyScope; response: unknown }>;

export type IdempotencyKeyReused = DomainError<'IDEMPOTENCY_KEY_REUSED'>;
export type IdempotencyKeyInProgress = DomainError<'IDEMPOTENCY_KEY_IN_PROGRESS', { retryAfterMs: number }>;

export type Claim =
  | Readonly<{ state: 'FRESH' }>
  | Readonly<{ state: 'REPLAY'; response: unknown }>
  | Readonly<{ state: 'CONFLICT'; error: IdempotencyKeyReused | IdempotencyKeyInProgress }>;

/** Stores answers by key, in the transaction that does the work. */
export interface IdempotencyRecords {
  /**
   * Claims the key with a provisional answer. A second claim waits for the first one's transaction and then gets its
   * answer, IDEMPOTENCY_KEY_REUSED if the input differs, or IDEMPOTENCY_KEY_IN_PROGRESS while the first request is
   * still running.
   */
  claim(
    tx: Tx,
    claim: { scope: IdempotencyScope; input: unknown; provisional: unknown; lockMs: number },
  ): Promise<Claim>;
  /** Writes the final answer in the transaction that claimed the key, for commands without work after the commit. */
  complete(tx: Tx, answer: StoredAnswer): Promise<void>;
  /** Makes the stored answer final and returns it; later writes do not change it. */
  settle(scope: IdempotencyScope): Promise<unknown>;
}
