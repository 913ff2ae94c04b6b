import type { z } from 'zod';

import type { DomainError } from '../shared/domain-error.js';
import type { LiveUpdate, LiveUpdates } from '../shared/live-updates.js';
import type { Transaction, Tx } from '../shared/transaction.js';
import type {
  IdempotencyKeyInProgress,
  IdempotencyKeyReused,
  IdempotencyRecords,
  IdempotencyScope,
  StoredAnswer,
} from './ports.js';

export type CommandDependencies = Readonly<{
  transaction: Transaction;
  idempotency: IdempotencyRecords;
  live: LiveUpdates;
}>;

/** The scope of a key, and the answer that a replay gets unless another one is stored. */
export type KeyClaim = Readonly<{ scope: IdempotencyScope; provisional: unknown }>;

/** The answer of a command and its write. */
export type Decision<Answer, Write> = Readonly<{
  answer: Answer;
  write: Write;
  /** The caller only wants the answer: everything is rolled back, including the key, and nothing is saved. */
  isDryRun?: boolean;
}>;

/** When the key is claimed relative to the lock. Two locks taken in both orders can deadlock. */
type ClaimOrder<Subject> =
  /**
   * Required for commands on an order: lock its row first, then the key, because recording a PSP result, which stores
   * the answer of the command that caused it, uses the same order. No key is read before the caller's access is
   * established.
   */
  | Readonly<{ claims: 'UNDER_LOCK'; key: (subject: Subject) => KeyClaim }>
  /**
   * For a scope that is known in advance and that only its owner can name, if nobody locks the subject before the key.
   * A replay then locks nothing, and is answered even if the subject no longer exists.
   */
  | Readonly<{ claims: 'BEFORE_LOCK'; key: KeyClaim }>;

type Opening<Subject, NotFound> = ClaimOrder<Subject> &
  Readonly<{
    /** The input that the key identifies. Its hash is stored; the same key with other input is rejected. */
    input: unknown;
    /** How long a replay is told to wait. Default 0: the answer is written in the transaction of the claim. */
    lockMs?: number;
    /** Locks and loads the subject of the command; null if it does not exist or the caller has no access. */
    lock: (tx: Tx) => Promise<Subject | null>;
    notFound: NotFound;
  }>;

export type Command<Subject, NotFound, Answer, Write, Rejection> = Opening<Subject, NotFound> &
  Readonly<{
    /** Parses a stored answer. */
    answer: z.ZodType<Answer>;
    /**
     * Returns the decision or a business error, in the documented order. Writes only what cannot be decided without
     * writing, such as a reservation.
     */
    decide: (tx: Tx, subject: Subject) => Promise<Decision<Answer, Write> | Rejection>;
    /**
     * Writes the decision, and the answer unless that is stored later. Returns the update to announce after the commit.
     */
    save: (tx: Tx, write: Write, answer: StoredAnswer) => Promise<LiveUpdate | null>;
  }>;

export type KeyConflict = IdempotencyKeyReused | IdempotencyKeyInProgress;

export type Executed<Answer, Write> =
  | Readonly<{ replayed: true; answer: Answer }>
  | Readonly<{ replayed: false; answer: Answer; write: Write; scope: IdempotencyScope }>;

/**
 * Runs a command exactly once per idempotency key, in one transaction: lock, claim, decide, save; announces after the
 * commit. A rejected command leaves nothing behind, not even its key.
 *
 * Errors in order of precedence: `notFound`, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_PROGRESS, those of `decide`; if
 * the key is claimed BEFORE_LOCK, `notFound` comes after the key errors. The caller validates the input beforehand.
 */
export async function runCommand<
  Subject extends object,
  const NotFound extends DomainError<string>,
  Answer,
  Write,
  Rejection extends DomainError<string>,
>(
  { transaction, idempotency, live }: CommandDependencies,
  command: Command<Subject, NotFound, Answer, Write, Rejection>,
): Promise<Executed<Answer, Write> | NotFound | KeyConflict | Rejection> {
  const ran = await transaction.run(async (tx) => {
    const opened = await open(idempotency, tx, command);
    if ('code' in opened) return tx.rollback(opened);
    if ('replay' in opened) return opened;
    const { subject, scope } = opened;
    const decided = await command.decide(tx, subject);
    if ('code' in decided) return tx.rollback(decided);
    const { answer, write, isDryRun = false } = decided;
    const executed = { replayed: false as const, answer, write, scope };
    if (isDryRun) return tx.rollback({ executed, update: null });
    return { executed, update: await command.save(tx, write, { scope, response: answer }) };
  });

  if ('code' in ran) return ran;
  if ('replay' in ran) return { replayed: true, answer: command.answer.parse(ran.replay) };
  if (ran.update !== null) live.announce(ran.update);
  return ran.executed;
}

type Opened<Subject> =
  Readonly<{ subject: Subject; scope: IdempotencyScope }> | Readonly<{ replay: unknown }>;

/** Locks and claims, in the order chosen by the command. */
async function open<Subject, NotFound>(
  idempotency: IdempotencyRecords,
  tx: Tx,
  command: Opening<Subject, NotFound>,
): Promise<Opened<Subject> | NotFound | KeyConflict> {
  const { input, lockMs = 0, lock, notFound } = command;
  if (command.claims === 'BEFORE_LOCK') {
    const { scope, provisional } = command.key;
    const claim = await idempotency.claim(tx, { scope, input, provisional, lockMs });
    if (claim.state === 'CONFLICT') return claim.error;
    if (claim.state === 'REPLAY') return { replay: claim.response };
    const subject = await lock(tx);
    return subject === null ? notFound : { subject, scope };
  }
  const subject = await lock(tx);
  if (subject === null) return notFound;
  const { scope, provisional } = command.key(subject);
  const claim = await idempotency.claim(tx, { scope, input, provisional, lockMs });
  if (claim.state === 'CONFLICT') return claim.error;
  if (claim.state === 'REPLAY') return { replay: claim.response };
  return { subject, scope };
}
