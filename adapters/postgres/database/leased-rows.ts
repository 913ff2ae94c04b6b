import { randomUUID } from 'node:crypto';

import type { Pool } from 'pg';

import { batching } from '../../../core/shared/batching.js';

/*
 * A table whose rows are work: steps, mails, webhook events. The row, not the queue, remembers that it is due. A dispatcher
 * makes a queue job for it (`dispatched_at`), a worker leases it (`lease_token`, `lease_until`), and what became of it is
 * written by the holder of the lease. Such a table has the columns id, run_at and dispatched_at; one that is leased also
 * has state (DUE, LEASED and others), attempt, lease_token, lease_until and updated_at.
 */

/** After this long without progress a dispatched row is believed to have lost its job: Redis was emptied, or a worker killed. */
const DISPATCH_GRACE_MS = 10_000;

/** A job may come a moment before its row is due by the database's clock. */
const EARLY_MS = 100;

/** Leases of one statement: it keeps as many rows locked until its commit. */
const MOST_LEASES = 16;

const LEASE_RAN_OUT = `(state = 'LEASED' AND lease_until < now())`;

/** Due by its state, or held by somebody whose time is over. */
const IS_DUE = `((state = 'DUE' AND run_at <= now()) OR ${LEASE_RAN_OUT})`;

/**
 * Marks rows that are due and have no job as dispatched, oldest first, up to `$1`. A dispatched row is left to its job
 * until the grace period is over; the lease makes a double job harmless.
 */
export function takeUndispatched({
  table,
  isDue = IS_DUE,
  since = 'greatest(dispatched_at, run_at, lease_until)',
  returning,
}: Readonly<{
  table: string;
  /** What a table without leases asks instead of its state. */
  isDue?: string;
  /** From when on the grace period counts. */
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
 * Leases rows of a table: compare-and-set with a random token, attempt + 1; null when the row is finished, not due, or held
 * by another. One statement serves all who ask meanwhile. A row that somebody has locked is not to be had: nobody waits
 * for it, and the dispatcher comes back to it.
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
  WHERE id = ANY($1::text[]) AND ((state = 'DUE' AND run_at <= now() + interval '${EARLY_MS} milliseconds') OR ${LEASE_RAN_OUT})
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
