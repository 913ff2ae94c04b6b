import type { Cause } from '../shared/cause.js';
import type { Polling } from './define-step.js';
import type { PspFinding } from './psp-answer.js';
import type { LeasedStep, StepEnding } from './step.js';

/** A step's PSP call and its outcome. */
export type StepResult<Fact, About, Reply> = Readonly<{
  step: LeasedStep;
  about: About;
  poll: Polling | null;
  answer: PspFinding<Fact>;
  by: Cause;
  /** Builds the answer to store under the caller’s idempotency key. */
  reply?: Reply | undefined;
}>;

/** How the step ended, and the answer now stored for the caller (null when there is none, or one was already final). */
export type RecordedResult = Readonly<{ ending: StepEnding; answer: unknown }>;

/**
 * Records the results of one subject’s steps: states, events, next steps and the step itself change in one transaction.
 */
export type StepRecorder<Fact, About, Reply> = Readonly<{
  alone: (result: StepResult<Fact, About, Reply>) => Promise<RecordedResult>;
  /** Several results in one transaction; null for each that must be recorded alone. Omitted where results are rare. */
  together?: (results: readonly StepResult<Fact, About, Reply>[]) => Promise<readonly (StepEnding | null)[]>;
  /** Whether a result must always be recorded alone. */
  isAlone?: (result: StepResult<Fact, About, Reply>) => boolean;
}>;
