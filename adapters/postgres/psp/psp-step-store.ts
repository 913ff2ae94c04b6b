import type { Pool } from 'pg';

import type { DueStep, PspSteps } from '../../../core/psp/ports.js';
import type { JsonObject, LeasedStep } from '../../../core/psp/step.js';
import { newLease } from '../../../core/psp/step.js';
import { gathering } from '../../../core/shared/gathering.js';
import type { PspStepId } from '../../../core/shared/ids.js';
import { endedStepsJson, endSteps } from './end-step.js';
import { hashOf, toJson } from '../database/json.js';
import { insertSteps, newStepRow } from './new-steps.js';
import { clientOf } from '../database/pg-transaction.js';

/** A row that somebody has locked is not to be had: nobody waits for it, and the dispatcher comes back to it. */
const LEASE = `
WITH free AS (
  SELECT id FROM psp_step
  WHERE id = ANY($1::text[]) AND ((state = 'DUE' AND run_at <= now() + interval '100 milliseconds') OR (state = 'LEASED' AND lease_until < now()))
  ORDER BY id FOR UPDATE SKIP LOCKED
)
UPDATE psp_step SET state = 'LEASED', attempt = attempt + 1, lease_token = asked.token, lease_until = now() + asked.ms * interval '1 millisecond',
  first_called_at = coalesce(first_called_at, now()), updated_at = now()
FROM free JOIN unnest($1::text[], $2::text[], $3::int[]) AS asked (step_id, token, ms) ON asked.step_id = free.id
WHERE psp_step.id = free.id
RETURNING lease_token, psp_step.id, kind, subject_type, subject_id, psp_key, params, params_hash, attempt,
  (extract(epoch FROM now() - first_called_at) * 1000)::float AS first_called_ms_ago`;

/**
 * A dispatched step is left to its job; when the job is gone (Redis was emptied, a worker was killed) it is dispatched
 * again after the grace period. The lease makes a double job harmless.
 */
const TAKE_UNDISPATCHED = `
UPDATE psp_step SET dispatched_at = now()
WHERE id IN (
  SELECT id FROM psp_step
  WHERE ((state = 'DUE' AND run_at <= now()) OR (state = 'LEASED' AND lease_until < now()))
    AND (dispatched_at IS NULL OR greatest(dispatched_at, run_at, lease_until) < now() - $2 * interval '1 millisecond')
  ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
RETURNING id, kind, attempt`;

const ADD = insertSteps('$1');

const UNFINISHED_KINDS = `SELECT DISTINCT kind FROM psp_step WHERE state IN ('DUE', 'LEASED', 'NEEDS_ATTENTION')`;

const END_STEP = endSteps({ steps: '$1', ids: '$2' });

type AskedLease = Readonly<{ id: PspStepId; leaseMs: number; token: string }>;

/** Leases of one statement: it keeps as many rows locked until its commit. */
const MOST_LEASES = 16;

/** After this long without progress a dispatched step is believed to have lost its job. */
const DISPATCH_GRACE_MS = 10_000;

type StepRow = {
  lease_token: string;
  id: PspStepId;
  kind: string;
  subject_type: string;
  subject_id: string;
  psp_key: string;
  params: JsonObject;
  params_hash: string;
  attempt: number;
  first_called_ms_ago: number;
};

/** Steps in Postgres. */
export function createPspStepStore(pool: Pool): PspSteps {
  const lease = gathering<AskedLease, StepRow | null>(MOST_LEASES, async (asked) => {
    const columns = [
      asked.map(({ id }) => id),
      asked.map(({ token }) => token),
      asked.map(({ leaseMs }) => leaseMs),
    ];
    const { rows } = await pool.query<StepRow>({ name: 'step-lease', text: LEASE, values: columns });
    const byToken = new Map(rows.map((row) => [row.lease_token, row]));
    return asked.map(({ token }) => byToken.get(token) ?? null);
  });
  return {
    async lease(id, leaseMs) {
      const row = await lease({ id, leaseMs, token: newLease().token });
      return row === null ? null : stepFrom(row);
    },
    async takeUndispatched(limit) {
      const query = {
        name: 'step-take-undispatched',
        text: TAKE_UNDISPATCHED,
        values: [limit, DISPATCH_GRACE_MS],
      };
      const { rows } = await pool.query<DueStep>(query);
      return rows;
    },
    async end(tx, step) {
      const values = [endedStepsJson([step]), [step.id]];
      await clientOf(tx).query({ name: 'step-end', text: END_STEP, values });
    },
    async add(tx, steps) {
      await clientOf(tx).query({ name: 'step-add', text: ADD, values: [toJson(steps.map(newStepRow))] });
    },
    async unfinishedKinds() {
      const { rows } = await pool.query<{ kind: string }>(UNFINISHED_KINDS);
      return rows.map(({ kind }) => kind);
    },
  };
}

function stepFrom(row: StepRow): LeasedStep {
  const { params } = row;
  // The PSP answers a key that comes with other parameters by refusing it; a row that was tampered with must not get that far.
  if (hashOf(params) !== row.params_hash)
    throw new Error(`${row.id}: the parameters are not those that were stored`);
  return {
    id: row.id,
    kind: row.kind,
    subject: { type: row.subject_type, id: row.subject_id },
    pspKey: row.psp_key,
    params,
    leaseToken: row.lease_token,
    attempt: row.attempt,
    firstCalledMsAgo: row.first_called_ms_ago,
  };
}
