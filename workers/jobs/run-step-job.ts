import type { PspSteps } from '../../core/psp/ports.js';
import { STEP_LEASE_MS } from '../../core/psp/step.js';
import type { StepEngine } from '../../core/psp/step-engine.js';
import { assertNever } from '../../core/shared/assert-never.js';
import { parseId } from '../../core/shared/ids.js';
import type { Logger } from '../../core/shared/logger.js';
import type { JobEnd } from '../../core/shared/job-end.js';

export type RunStepJobDependencies = Readonly<{
  steps: PspSteps;
  engine: Pick<StepEngine, 'run'>;
  logger: Logger;
}>;

/** A queue job for one step: lease, call the PSP, record. A duplicate job gets no lease and ends. */
export async function runStepJob(dependencies: RunStepJobDependencies, stepId: string): Promise<JobEnd> {
  const id = parseId('stp', stepId);
  const step = id === null ? null : await dependencies.steps.lease(id, STEP_LEASE_MS);
  if (step === null) return { end: 'DONE', note: 'not due: finished, or leased by another worker' };
  const correlationId = `${step.id}-${step.attempt}`;
  const by = { actor: 'worker', actorId: null, cause: step.id, correlationId } as const;
  const { ending } = await dependencies.engine.run({ step, by });
  const { attempt, kind, subject } = step;
  const fields = {
    event: 'psp_step.ended',
    step: step.id,
    kind,
    state: ending.state,
    attempt,
    correlationId,
    [subject.type]: subject.id,
  };
  switch (ending.state) {
    case 'SUCCEEDED':
      dependencies.logger.info(fields);
      return { end: 'DONE', note: ending.state };
    case 'DUE':
      dependencies.logger.warn({ ...fields, reason: ending.error, counts: ending.counts });
      return {
        end: ending.counts ? 'RETRY' : 'NOT_NOW',
        reason: ending.error,
        retryInMs: ending.retryInMs,
      };
    case 'FAILED':
    case 'NEEDS_ATTENTION':
      dependencies.logger.error({ ...fields, reason: ending.error });
      return { end: 'FAILED', reason: ending.error };
    default:
      return assertNever(ending);
  }
}
