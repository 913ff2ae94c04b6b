import type { DomainError } from '../shared/domain-error.js';
import type { Tx } from '../shared/transaction.js';

/** Whose key it is and for what: two shoppers, or two operations, may use the same key. */
export type IdempotencyScope = Readonly<{ actor: string; operation: string; key: string }>;

/** The answer to keep for a key, replacing the provisional one unless that was already given to the caller. */
export type StoredAnswer = Readonly<{ scope: IdempotencyScope; response: unknown }>;

export type IdempotencyKeyReused = DomainError<'IDEMPOTENCY_KEY_REUSED'>;
export type IdempotencyKeyInProgress = DomainError<'IDEMPOTENCY_KEY_IN_PROGRESS', { retryAfterMs: number }>;

export type Claim =
  | Readonly<{ state: 'FRESH' }>
  | Readonly<{ state: 'REPLAY'; response: unknown }>
  | Readonly<{ state: 'CONFLICT'; error: IdempotencyKeyReused | IdempotencyKeyInProgress }>;

/** Remembers answers by key, in the same transaction as what they answer for. */
export interface IdempotencyRecords {
  /**
   * Claims the key with a provisional answer. A second claimer waits for the first one's transaction and then gets
   * its answer, or IDEMPOTENCY_KEY_REUSED when the input differs, or IDEMPOTENCY_KEY_IN_PROGRESS while it is still working.
   */
  claim(
    tx: Tx,
    claim: { scope: IdempotencyScope; input: unknown; provisional: unknown; lockMs: number },
  ): Promise<Claim>;
  /** Writes the final answer in the transaction that claimed the key, for commands that need nothing after their commit. */
  complete(tx: Tx, answer: StoredAnswer): Promise<void>;
  /** Declares the stored answer final and returns it; whatever comes later leaves it as it is. */
  settle(scope: IdempotencyScope): Promise<unknown>;
}
