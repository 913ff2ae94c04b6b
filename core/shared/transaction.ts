/** An open database transaction. Opaque to the core: only the adapter that opened it can look inside. */
export interface Tx {
  readonly __tx: 'open';
}

const ROLLBACK = Symbol('rollback');

/** A result that must not leave anything behind: the transaction is rolled back and the value returned. */
export type Rollback<Value> = Readonly<{ [ROLLBACK]: true; value: Value }>;

/** Returned from the work of `transaction.run` to refuse a command: nothing it wrote stays. */
export function rollback<Value>(value: Value): Rollback<Value> {
  return { [ROLLBACK]: true, value };
}

export function isRollback(result: unknown): result is Rollback<unknown> {
  return typeof result === 'object' && result !== null && ROLLBACK in result;
}

/** What the caller of `run` gets: the value itself, whether it was committed or rolled back. */
export type Outcome<Result> = Result extends Rollback<infer Value> ? Value : Result;

/** Opens transactions. The one place where a use case says what is atomic. */
export interface Transaction {
  /**
   * Runs the work at READ COMMITTED and commits what it wrote, or rolls back when it throws or returns `rollback(…)`.
   * Serialization failures and deadlocks (40001, 40P01) are retried, so the work must not have effects outside the database.
   */
  run<Result>(work: (tx: Tx) => Promise<Result>): Promise<Outcome<Result>>;
}
