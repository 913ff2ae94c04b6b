import { PSP_KEY_MEMORY_MS } from '../psp/psp-keys.js';
import type { DomainError } from '../shared/domain-error.js';
import { isDomainError } from '../shared/domain-error.js';
import { parseId } from '../shared/ids.js';
import type { OperatorInput, OperatorDenial } from './operator-action.js';
import { operatorAction } from './operator-action.js';
import type { Operations, StepView } from './ports.js';

export type StepNotFound = DomainError<'STEP_NOT_FOUND'>;
/** The step does not wait for a person. */
export type StepNotRetryable = DomainError<'STEP_NOT_RETRYABLE', { state: StepView['state']; why: string }>;

export type RetryStepError = OperatorDenial | StepNotFound | StepNotRetryable;
export type RetriedStep = Readonly<{ step: StepView; plan: string; dryRun: boolean }>;

/**
 * Runs a step again that gave up. A dry run tells what would happen and changes nothing. The step keeps its key and the
 * count of its tries, so it has one, and what was done at the PSP is not done twice: past the PSP's memory of keys it is looked
 * up before it is done.
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
    return { code: 'STEP_NOT_RETRYABLE', state: step.state, why: 'it does not wait for a person' };
  const plan = `${whatRuns(step)}${lastWords(step)}.`;
  if (dryRun) return { step, plan, dryRun };
  const retried = await operations.retryStep(step.id, action);
  if (!retried) {
    return { code: 'STEP_NOT_RETRYABLE', state: step.state, why: 'someone else has just retried it' };
  }
  wakeUp();
  return { step: { ...step, state: 'DUE' }, plan, dryRun };
}

function whatRuns({ kind, firstCalledMsAgo }: StepView): string {
  return firstCalledMsAgo !== null && firstCalledMsAgo > PSP_KEY_MEMORY_MS
    ? `Looks whether the ${kind} call was carried out and, if certainly not, makes it with a new key`
    : `Makes the ${kind} call once more with the key it had`;
}

function lastWords({ error, attempt }: StepView): string {
  return error === null ? '' : `; try ${attempt} ended with "${error}"`;
}
