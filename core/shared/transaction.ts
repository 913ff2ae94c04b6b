/** An open database transaction. Opaque to the core: only the adapter that opened it can look inside. */
export interface Tx {
  /**
   * Returned by the work of `transaction.run` to refuse a command: the transaction is rolled back, nothing it wrote
   * stays, and `run` resolves with the value.
   */
  rollback<const Value>(value: Value): Value;
}

/** Opens transactions. The one place where a use case says what is atomic. */
export interface Transaction {
  /**
   * Runs the work at READ COMMITTED and commits what it wrote, or rolls back when it throws or refuses.
   * Serialization failures and deadlocks (40001, 40P01) are retried, so the work must not have effects outside the database.
   */
  run<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value>;
}
