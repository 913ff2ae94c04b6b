import { AsyncLocalStorage } from 'node:async_hooks';

import type { Pool, PoolClient } from 'pg';

import type { Transaction, Tx } from '../../../core/shared/transaction.js';

/** serialization_failure and deadlock_detected: the transaction is retried. */
const RETRYABLE = new Set(['40001', '40P01']);
const MAX_RUNS = 5;

const open = new AsyncLocalStorage<PoolClient>();

/**
 * Throws inside a transaction of this async context. The PSP adapter calls it first: a slow PSP would keep rows locked,
 * and a rollback would lose the record of money that moved.
 */
export function assertOutsideTransaction(): void {
  if (open.getStore() !== undefined) throw new Error('network call inside an open transaction');
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

async function runOnce<Value>(pool: Pool, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  let isRolledBack = false;
  const tx: Tx = {
    rollback(value) {
      isRolledBack = true;
      return value;
    },
  };
  clients.set(tx, client);
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const value = await open.run(client, () => work(tx));
    await client.query(isRolledBack ? 'ROLLBACK' : 'COMMIT');
    return value;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    clients.delete(tx);
    client.release(broken);
  }
}

const clients = new WeakMap<Tx, PoolClient>();

/** The connection that an open transaction runs on; throws when the transaction has ended. */
export function clientOf(tx: Tx): PoolClient {
  const client = clients.get(tx);
  if (client === undefined) throw new Error('the transaction has already ended');
  return client;
}

/** SQLSTATE of a database error, or an empty string. */
export function sqlStateOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Name of the constraint that a statement violated, or an empty string. */
export function violatedConstraintOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'constraint' in error ? String(error.constraint) : '';
}
