import type { Pool } from 'pg';

import type { Claim, IdempotencyRecords, IdempotencyScope } from '../../../core/idempotency/ports.js';
import { hashOf, toJson } from '../database/json.js';
import { clientOf } from '../database/pg-transaction.js';

const CLAIM = `
WITH claimed AS (
  INSERT INTO idempotency_record (scope, key, input_hash, state, response, locked_until)
  VALUES ($1, $2, $3, 'RUNNING', $4, now() + $5 * interval '1 millisecond')
  ON CONFLICT (scope, key) DO NOTHING
  RETURNING key
)
SELECT EXISTS (SELECT FROM claimed) AS fresh`;

/** Settles a key whose request crashed with its provisional answer, so that every later replay gets the same answer. */
const READ = `
WITH settled AS (
  UPDATE idempotency_record SET state = 'DONE'
  WHERE scope = $1 AND key = $2 AND state = 'RUNNING' AND locked_until < now()
  RETURNING scope
)
SELECT input_hash, response,
       state = 'DONE' OR EXISTS (SELECT FROM settled) AS done,
       greatest(0, ceil(extract(epoch FROM locked_until - now()) * 1000))::int AS retry_after_ms
FROM idempotency_record WHERE scope = $1 AND key = $2`;

const COMPLETE = `UPDATE idempotency_record SET state = 'DONE', response = $3 WHERE scope = $1 AND key = $2`;

/** Waits for a concurrent write and returns its answer: an UPDATE sees it, a SELECT would not. */
const SETTLE = `UPDATE idempotency_record SET state = 'DONE' WHERE scope = $1 AND key = $2 RETURNING response`;

type RecordRow = { input_hash: string; response: unknown; done: boolean; retry_after_ms: number };

/** Idempotency records in Postgres; the claim is part of the caller's transaction, so a rejected command leaves no key. */
export function createIdempotencyStore(pool: Pool): IdempotencyRecords {
  return {
    async claim(tx, { scope, input, provisional, lockMs }): Promise<Claim> {
      const client = clientOf(tx);
      const inputHash = hashOf(input);
      const name = scopeName(scope);
      const values = [name, scope.key, inputHash, toJson(provisional), lockMs];
      const claimed = await client.query<{ fresh: boolean }>({
        name: 'idempotency-claim',
        text: CLAIM,
        values,
      });
      if (claimed.rows[0]?.fresh === true) return { state: 'FRESH' };
      const read = await client.query<RecordRow>({
        name: 'idempotency-read',
        text: READ,
        values: [name, scope.key],
      });
      const record = read.rows[0];
      if (record === undefined) throw new Error(`idempotency record ${name} ${scope.key} vanished`);
      if (record.input_hash !== inputHash)
        return { state: 'CONFLICT', error: { code: 'IDEMPOTENCY_KEY_REUSED' } };
      if (record.done) return { state: 'REPLAY', response: record.response };
      return {
        state: 'CONFLICT',
        error: { code: 'IDEMPOTENCY_KEY_IN_PROGRESS', retryAfterMs: record.retry_after_ms },
      };
    },
    async complete(tx, { scope, response }) {
      const values = [scopeName(scope), scope.key, toJson(response)];
      await clientOf(tx).query({ name: 'idempotency-complete', text: COMPLETE, values });
    },
    async settle(scope) {
      const values = [scopeName(scope), scope.key];
      const { rows } = await pool.query<{ response: unknown }>({
        name: 'idempotency-settle',
        text: SETTLE,
        values,
      });
      if (rows[0] === undefined) throw new Error(`no idempotency record for ${scope.operation} ${scope.key}`);
      return rows[0].response;
    },
  };
}

/** The scope as stored. */
export function scopeName({ actor, operation }: IdempotencyScope): string {
  return `${operation}|${actor}`;
}
