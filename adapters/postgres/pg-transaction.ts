import { AsyncLocalStorage } from 'node:async_hooks';

import type { Pool, PoolClient } from 'pg';

import type { Outcome, Transaction, Tx } from '../../core/shared/transaction.js';
import { isRollback } from '../../core/shared/transaction.js';

/** serialization_failure and deadlock_detected: the database asks for the same work again. */
const RETRYABLE = new Set(['40001', '40P01']);
const MAX_RUNS = 5;

const open = new AsyncLocalStorage<PoolClient>();

/**
 * Throws while this chain of calls holds a transaction open. The PSP adapter calls it first: a slow PSP would keep rows
 * locked, and a rollback would forget money that moved.
 */
export function refuseInsideTransaction(): void {
  if (open.getStore() !== undefined) throw new Error('the PSP was called while a transaction was open');
}

/** Transactions on the pool, at READ COMMITTED. */
export function createPgTransaction(pool: Pool): Transaction {
  return {
    async run(work) {
      for (let run = 1; ; run += 1) {
        try {
          return await runOnce(pool, work);
        } catch (error) {
          if (run >= MAX_RUNS || !RETRYABLE.has(sqlStateOf(error))) throw error;
        }
      }
    },
  };
}

async function runOnce<Result>(pool: Pool, work: (tx: Tx) => Promise<Result>): Promise<Outcome<Result>> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await open.run(client, () => work(client as unknown as Tx));
    if (isRollback(result)) {
      await client.query('ROLLBACK');
      return result.value as Outcome<Result>;
    }
    await client.query('COMMIT');
    return result as Outcome<Result>;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The connection that an open transaction runs on. */
export function clientOf(tx: Tx): PoolClient {
  return tx as unknown as PoolClient;
}

/** SQLSTATE of an error from the database, or the empty text. */
export function sqlStateOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
