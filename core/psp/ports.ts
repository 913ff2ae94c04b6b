import type { PspStepId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { LeasedStep, NewStep, StepEnding } from './step.js';

/** How a step ended, with the fencing token that proves the caller still holds the lease. */
export type EndedStep = Readonly<{ id: PspStepId; leaseToken: string; ending: StepEnding }>;

/** What the dispatcher needs to create a queue job; `attempt` makes the job id unique per attempt. */
export type DueStep = Readonly<{ id: PspStepId; kind: string; attempt: number }>;

/** Leases, dispatches and ends steps. */
export interface PspSteps {
  /** Leases the step if it is due or its lease has expired; null when it is leased or finished. */
  lease(id: PspStepId, leaseMs: number): Promise<LeasedStep | null>;
  /** Due steps without a job, which are marked as dispatched. */
  takeUndispatched(limit: number): Promise<readonly DueStep[]>;
  /** Ends the step without recording a fact about money. Does nothing when the lease is lost. */
  end(tx: Tx, step: EndedStep): Promise<void>;
  /** Schedules steps of a subject that writes its own rows. The checkout writes its steps in its own statement. */
  add(tx: Tx, steps: readonly NewStep[]): Promise<void>;
  /** The kinds of unfinished steps. */
  unfinishedKinds(): Promise<readonly string[]>;
}
