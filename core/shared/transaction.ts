/** An open database transaction. Opaque to core: only the adapter that opened it can use its connection. */
export interface Tx {
  /**
   * Returned by the work of `transaction.run` to reject a command: the transaction is rolled back and `run` resolves
   * with the value.
   */
  rollback<const Value>(value: Value): Value;
}

/** Opens transactions: the only place where a use case defines what is atomic. */
export interface Transaction {
  /**
   * Runs the work at READ COMMITTED and commits, or rolls back if it throws or returns `tx.rollback`. Serialization
   * failures and deadlocks (40001, 40P01) are retried, so the work must not have effects outside the database.
   */
  run<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value>;
}
