import { randomUUID } from 'node:crypto';

import type { Pool } from 'pg';

import { batching } from '../../../core/shared/batching.js';

/*
 * A table whose rows are work: steps, mails, webhook events. The row, not the queue, records that work is due. A
 * dispatcher enqueues a job for it (`dispatched_at`), a worker leases it (`lease_token`, `lease_until`), and the lease
 * holder records the outcome. Such a table has the columns id, run_at and dispatched_at; with leases it also has state
 * (DUE, LEASED and others), attempt, lease_token, lease_until and updated_at.
 */

/** A dispatched row without progress for this long is assumed to have lost its job: Redis was flushed or a worker killed. */
const DISPATCH_GRACE_MS = 10_000;

/** A job may run slightly before its row is due by the database's clock. */
const EARLY_MS = 100;

/** Maximum leases per statement, because it keeps as many rows locked until it commits. */
const MOST_LEASES = 16;

const LEASE_EXPIRED = `(state = 'LEASED' AND lease_until < now())`;

/** Due, or leased with the lease expired. */
const IS_DUE = `((state = 'DUE' AND run_at <= now()) OR ${LEASE_EXPIRED})`;

/**
 * Marks up to `$1` due rows without a job as dispatched, oldest first. A dispatched row is left to its job until the
 * grace period ends; the lease makes a duplicate job harmless.
 */
export function takeUndispatched({
  table,
  isDue = IS_DUE,
  since = 'greatest(dispatched_at, run_at, lease_until)',
  returning,
}: Readonly<{
  table: string;
  /** The due condition of a table without leases. */
  isDue?: string;
  /** Start of the grace period. */
  since?: string;
  returning: string;
}>): string {
  return `
UPDATE ${table} SET dispatched_at = now()
WHERE id IN (
  SELECT id FROM ${table}
  WHERE ${isDue}
    AND (dispatched_at IS NULL OR ${since} < now() - interval '${DISPATCH_GRACE_MS} milliseconds')
  ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
RETURNING ${returning}`;
}

/**
 * Leases a row: compare-and-set with a random token, attempt + 1; null when the row is finished, not due, leased or
 * locked by another worker. Concurrent calls are batched into one statement. Locked rows are skipped without waiting;
 * the dispatcher retries them.
 */
export function leaseRows<Row extends object>(
  pool: Pool,
  {
    name,
    table,
    alsoSet = '',
    returning,
  }: Readonly<{ name: string; table: string; alsoSet?: string; returning: string }>,
): (id: string, leaseMs: number) => Promise<(Row & { lease_token: string }) | null> {
  const text = `
WITH free AS (
  SELECT id FROM ${table}
  WHERE id = ANY($1::text[]) AND ((state = 'DUE' AND run_at <= now() + interval '${EARLY_MS} milliseconds') OR ${LEASE_EXPIRED})
  ORDER BY id FOR UPDATE SKIP LOCKED
)
UPDATE ${table} SET state = 'LEASED', attempt = attempt + 1, lease_token = asked.token, lease_until = now() + asked.ms * interval '1 millisecond',
  ${alsoSet}updated_at = now()
FROM free JOIN unnest($1::text[], $2::text[], $3::int[]) AS asked (row_id, token, ms) ON asked.row_id = free.id
WHERE ${table}.id = free.id
RETURNING lease_token, ${returning}`;
  type Asked = Readonly<{ id: string; leaseMs: number; token: string }>;
  type Leased = Row & { lease_token: string };
  const lease = batching<Asked, Leased | null>(MOST_LEASES, async (asked) => {
    const ids = asked.map(({ id }) => id);
    const tokens = asked.map(({ token }) => token);
    const values = [ids, tokens, asked.map(({ leaseMs }) => leaseMs)];
    const { rows } = await pool.query<Leased>({ name, text, values });
    const byToken = new Map(rows.map((row) => [row.lease_token, row]));
    return tokens.map((token) => byToken.get(token) ?? null);
  });
  return (id, leaseMs) => lease({ id, leaseMs, token: randomUUID() });
}
