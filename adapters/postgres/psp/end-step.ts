import type { EndedStep } from '../../../core/psp/ports.js';
import { toJson } from '../database/json.js';

/**
 * Ends steps, but only for the lease holder. The job of a step retries it at `run_at`. An attempt that did not call the
 * PSP is not counted, and if it was the first, `first_called_at` is cleared as well. A new key resets both. Parameters:
 * the JSON from `endedStepsJson`, and the step ids.
 */
export function endSteps({ steps, ids }: { steps: string; ids: string }): string {
  return `
  UPDATE psp_step SET state = e.state, psp_object = coalesce(e.psp_object, psp_step.psp_object), error = e.error,
    run_at = now() + coalesce(e.retry_in_ms, 0) * interval '1 millisecond',
    attempt = CASE WHEN e.psp_key IS NULL THEN attempt - e.uncounted ELSE 0 END, psp_key = coalesce(e.psp_key, psp_step.psp_key),
    first_called_at = CASE WHEN e.psp_key IS NULL AND attempt > e.uncounted THEN first_called_at END,
    lease_token = NULL, lease_until = NULL, updated_at = now()
  FROM jsonb_to_recordset(${steps}) AS e (id text, lease_token text, state text, psp_object text, error text, retry_in_ms int, uncounted int, psp_key text)
  WHERE psp_step.id = e.id AND psp_step.lease_token = e.lease_token AND psp_step.id = ANY(${ids}::text[])`;
}

/** The value of the parameter `steps` of `endSteps`. */
export function endedStepsJson(steps: readonly EndedStep[]): string {
  return toJson(
    steps.map(({ id, leaseToken: lease_token, ending }) => ({
      id,
      lease_token,
      state: ending.state,
      psp_object: ending.state === 'SUCCEEDED' ? ending.pspObject : null,
      error: ending.state === 'SUCCEEDED' ? null : ending.error,
      retry_in_ms: ending.state === 'DUE' ? ending.retryInMs : null,
      psp_key: ending.state === 'DUE' ? (ending.nextKey ?? null) : null,
      uncounted: ending.state === 'DUE' && !ending.counts ? 1 : 0,
    })),
  );
}
