import type { PspStepId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { LeasedStep, NewStep, StepEnding } from './step.js';

/** How a step ended, with the token that proves that the caller still held it. */
export type EndedStep = Readonly<{ id: PspStepId; leaseToken: string; ending: StepEnding }>;

/** What the dispatcher needs to make a queue job; `attempt` makes the job's id new for every attempt. */
export type DueStep = Readonly<{ id: PspStepId; kind: string; attempt: number }>;

/** Leases and looks after steps. */
export interface PspSteps {
  /** Takes the step when it is due or its lease has run out; null when someone else holds it or it is finished. */
  lease(id: PspStepId, leaseMs: number): Promise<LeasedStep | null>;
  /** Steps that are due and have no job, marked as dispatched now. */
  takeUndispatched(limit: number): Promise<readonly DueStep[]>;
  /** Ends the step without any fact about money. Does nothing when the lease is lost. */
  end(tx: Tx, step: EndedStep): Promise<void>;
  /** Schedules steps of a subject that writes its own rows. The checkout writes its steps with its own statement. */
  add(tx: Tx, steps: readonly NewStep[]): Promise<void>;
  /** The kinds of steps that are not finished. */
  unfinishedKinds(): Promise<readonly string[]>;
}
