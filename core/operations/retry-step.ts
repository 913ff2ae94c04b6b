import { PSP_KEY_MEMORY_MS } from '../psp/psp-keys.js';
import type { DomainError } from '../shared/domain-error.js';
import { isDomainError } from '../shared/domain-error.js';
import { parseId } from '../shared/ids.js';
import type { OperatorInput, OperatorDenial } from './operator-action.js';
import { operatorAction } from './operator-action.js';
import type { Operations, StepView } from './ports.js';

export type StepNotFound = DomainError<'STEP_NOT_FOUND'>;
/** The step does not need attention. */
export type StepNotRetryable = DomainError<'STEP_NOT_RETRYABLE', { state: StepView['state']; why: string }>;

export type RetryStepError = OperatorDenial | StepNotFound | StepNotRetryable;
export type RetriedStep = Readonly<{ step: StepView; plan: string; dryRun: boolean }>;

/**
 * Retries a step that needs attention. A dry run returns the plan and changes nothing. The step keeps its key and
 * attempt count, so it gets one attempt, and nothing is done twice at the PSP: once the PSP may have forgotten the key,
 * the outcome is looked up first.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, NOT_PERMITTED, INVALID_INPUT, STEP_NOT_FOUND, STEP_NOT_RETRYABLE.
 */
export async function retryStep(
  { operations, wakeUp }: { operations: Operations; wakeUp: () => void },
  { stepId, dryRun, ...input }: OperatorInput & Readonly<{ stepId: string; dryRun: boolean }>,
): Promise<RetriedStep | RetryStepError> {
  const action = operatorAction('RETRY_STEP', stepId, input);
  if (isDomainError(action)) return action;
  const id = parseId('stp', stepId);
  const step = id === null ? null : await operations.findStep(id);
  if (step === null) return { code: 'STEP_NOT_FOUND' };
  if (step.state !== 'NEEDS_ATTENTION')
    return { code: 'STEP_NOT_RETRYABLE', state: step.state, why: 'it does not need attention' };
  const plan = `${nextCall(step)}${lastError(step)}.`;
  if (dryRun) return { step, plan, dryRun };
  const retried = await operations.retryStep(step.id, action);
  if (!retried) {
    return { code: 'STEP_NOT_RETRYABLE', state: step.state, why: 'it has just been retried' };
  }
  wakeUp();
  return { step: { ...step, state: 'DUE' }, plan, dryRun };
}

function nextCall({ kind, firstCalledMsAgo }: StepView): string {
  return firstCalledMsAgo !== null && firstCalledMsAgo > PSP_KEY_MEMORY_MS
    ? `Checks whether the ${kind} call was carried out and, if it certainly was not, repeats it with a new key`
    : `Repeats the ${kind} call with the same key`;
}

function lastError({ error, attempt }: StepView): string {
  return error === null ? '' : `; attempt ${attempt} ended with "${error}"`;
}
