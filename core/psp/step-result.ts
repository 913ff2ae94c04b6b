import type { Cause } from '../shared/cause.js';
import type { Polling } from './define-step.js';
import type { PspFinding } from './psp-answer.js';
import type { LeasedStep, StepEnding } from './step.js';

/** A step's PSP call and what it came to. */
export type StepResult<Fact, About, Reply> = Readonly<{
  step: LeasedStep;
  about: About;
  poll: Polling | null;
  answer: PspFinding<Fact>;
  by: Cause;
  /** Makes the answer to keep under the caller's idempotency key. */
  reply?: Reply | undefined;
}>;

/** How the step ended, and the answer that is now stored for the caller (null when none is, or one was settled before). */
export type RecordedResult = Readonly<{ ending: StepEnding; answer: unknown }>;

/** Records what steps of one subject came to: states, events, next steps and the step itself change in one transaction. */
export type StepRecorder<Fact, About, Reply> = Readonly<{
  alone: (result: StepResult<Fact, About, Reply>) => Promise<RecordedResult>;
  /** Several results in one transaction; null for each that has to be recorded alone. Left out where few come at a time. */
  together?: (results: readonly StepResult<Fact, About, Reply>[]) => Promise<readonly (StepEnding | null)[]>;
  /** Whether a result is never recorded with others. */
  isAlone?: (result: StepResult<Fact, About, Reply>) => boolean;
}>;
