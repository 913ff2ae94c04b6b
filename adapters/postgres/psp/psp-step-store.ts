import type { Pool } from 'pg';

import type { DueStep, PspSteps } from '../../../core/psp/ports.js';
import type { JsonObject, LeasedStep } from '../../../core/psp/step.js';
import type { PspStepId } from '../../../core/shared/ids.js';
import { endedStepsJson, endSteps } from './end-step.js';
import { leaseRows, takeUndispatched } from '../database/leased-rows.js';
import { hashOf } from '../database/json.js';
import { insertSteps, newStepsJson } from './new-steps.js';
import { clientOf } from '../database/pg-transaction.js';

const TAKE_UNDISPATCHED = takeUndispatched({ table: 'psp_step', returning: 'id, kind, attempt' });

const ADD = insertSteps('$1');

const UNFINISHED_KINDS = `SELECT DISTINCT kind FROM psp_step WHERE state IN ('DUE', 'LEASED', 'NEEDS_ATTENTION')`;

const END_STEP = endSteps({ steps: '$1', ids: '$2' });

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

/** PSP steps in Postgres. */
export function createPspStepStore(pool: Pool): PspSteps {
  const lease = leaseRows<StepRow>(pool, {
    name: 'step-lease',
    table: 'psp_step',
    alsoSet: 'first_called_at = coalesce(first_called_at, now()), ',
    returning: `psp_step.id, kind, subject_type, subject_id, psp_key, params, params_hash, attempt,
  (extract(epoch FROM now() - first_called_at) * 1000)::float AS first_called_ms_ago`,
  });
  return {
    async lease(id, leaseMs) {
      const row = await lease(id, leaseMs);
      return row === null ? null : stepFrom(row);
    },
    async takeUndispatched(limit) {
      const query = {
        name: 'step-take-undispatched',
        text: TAKE_UNDISPATCHED,
        values: [limit],
      };
      const { rows } = await pool.query<DueStep>(query);
      return rows;
    },
    async end(tx, step) {
      const values = [endedStepsJson([step]), [step.id]];
      await clientOf(tx).query({ name: 'step-end', text: END_STEP, values });
    },
    async add(tx, steps) {
      await clientOf(tx).query({ name: 'step-add', text: ADD, values: [newStepsJson(steps)] });
    },
    async unfinishedKinds() {
      const { rows } = await pool.query<{ kind: string }>(UNFINISHED_KINDS);
      return rows.map(({ kind }) => kind);
    },
  };
}

function stepFrom(row: StepRow): LeasedStep {
  const { params } = row;
  // The PSP rejects a key reused with other parameters; a row that was tampered with must not get that far.
  if (hashOf(params) !== row.params_hash) throw new Error(`${row.id}: params do not match params_hash`);
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
