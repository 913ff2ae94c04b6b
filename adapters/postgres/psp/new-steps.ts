import type { NewStep } from '../../../core/psp/step.js';
import { hashOf } from '../database/json.js';

/** Inserts steps, due or leased by their writer. The parameter is JSON of what `newStepRow` makes. */
export function insertSteps(steps: string): string {
  return `
  INSERT INTO psp_step (id, kind, subject_type, subject_id, psp_key, params, params_hash, run_at, state, attempt, lease_token, lease_until, first_called_at)
  SELECT id, kind, subject_type, subject_id, psp_key, params, params_hash, now() + run_in_ms * interval '1 millisecond', CASE WHEN lease_token IS NULL THEN 'DUE' ELSE 'LEASED' END,
    CASE WHEN lease_token IS NULL THEN 0 ELSE 1 END, lease_token, now() + lease_ms * interval '1 millisecond', CASE WHEN lease_token IS NOT NULL THEN now() END
  FROM jsonb_to_recordset(${steps}) AS r (id text, kind text, subject_type text, subject_id text, psp_key text, params jsonb, params_hash text, run_in_ms int, lease_token text, lease_ms int)`;
}

export function newStepRow({ id, kind, subject, pspKey, params, lease, runInMs }: NewStep) {
  return {
    id,
    kind,
    subject_type: subject.type,
    subject_id: subject.id,
    psp_key: pspKey,
    params,
    params_hash: hashOf(params),
    run_in_ms: runInMs ?? 0,
    lease_token: lease?.token ?? null,
    lease_ms: lease?.leaseMs ?? null,
  };
}
