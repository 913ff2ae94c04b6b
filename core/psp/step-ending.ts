import { assertNever } from '../shared/assert-never.js';
import { retryDelayMs } from '../shared/back-off.js';
import type { Polling } from './define-step.js';
import type { PspFinding } from './psp-answer.js';
import { nextKeyAfter } from './psp-keys.js';
import type { LeasedStep, StepEnding } from './step.js';
import { MAX_STEP_ATTEMPTS, STEP_BACK_OFF } from './step.js';

type Ended = Readonly<{ step: LeasedStep; poll: Polling | null; answer: PspFinding<unknown> }>;

/** How a step ends, given the answer and the attempt number. `jitter` is in [0, 1). */
export function endingOf({ step, poll, answer }: Ended, jitter: number): StepEnding {
  switch (answer.outcome) {
    case 'pending':
      return poll === null ? { state: 'SUCCEEDED', pspObject: null } : pollAgain(step, poll);
    case 'succeeded':
    case 'declined':
      return { state: 'SUCCEEDED', pspObject: answer.pspObject ?? null };
    case 'rejected':
      return { state: 'NEEDS_ATTENTION', error: answer.reason };
    case 'unknown':
      if (step.attempt >= MAX_STEP_ATTEMPTS) return { state: 'NEEDS_ATTENTION', error: answer.reason };
      return {
        state: 'DUE',
        error: answer.reason,
        retryInMs: answer.retryAfterMs ?? retryDelayMs(STEP_BACK_OFF, step.attempt, jitter),
        counts: true,
      };
    case 'not_called':
      return { state: 'DUE', error: answer.reason, retryInMs: answer.retryInMs, counts: false };
    case 'not_done':
      return withNextKey(step, jitter);
    default:
      return assertNever(answer);
  }
}

/** The call may be repeated, but not under this key. */
function withNextKey({ pspKey }: LeasedStep, jitter: number): StepEnding {
  const nextKey = nextKeyAfter(pspKey);
  if (nextKey === null)
    return { state: 'NEEDS_ATTENTION', error: 'the PSP has not carried it out under any key' };
  const error = 'the PSP has not carried it out; retrying with the next key';
  const retryInMs = retryDelayMs(STEP_BACK_OFF, 1, jitter);
  return { state: 'DUE', error, retryInMs, counts: true, nextKey };
}

/** Nothing else owns a pending decision: without an alert it would wait unnoticed forever. */
function pollAgain({ attempt }: LeasedStep, { everyMs, undecided: error }: Polling): StepEnding {
  if (attempt >= MAX_STEP_ATTEMPTS) return { state: 'NEEDS_ATTENTION', error };
  return { state: 'DUE', error, retryInMs: everyMs, counts: true };
}
