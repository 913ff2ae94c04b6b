import type { Transaction, Tx } from '../shared/transaction.js';
import type { PspSteps } from './ports.js';
import { endingOf } from './step-ending.js';
import type { StepRecorder, StepResult } from './step-result.js';
import type { StepEnding } from './step.js';

/** What a recorder of a small aggregate needs. */
export type RecorderPorts = Readonly<{
  transaction: Transaction;
  steps: PspSteps;
  /** A number in [0, 1) that spreads retries. */
  jitter: () => number;
}>;

/**
 * The recorder of an aggregate that is written by itself: `record` locks it, decides by the answer and saves, and the step
 * ends in the same transaction. What it returns replaces the usual ending, for an answer that a person has to judge.
 *
 * A fact is recorded even when the lease was lost meanwhile: money has moved, and recording a fact twice has to be recording
 * it once.
 */
export function recordInTransaction<Fact, About>(
  { transaction, steps, jitter }: RecorderPorts,
  record: (tx: Tx, result: StepResult<Fact, About, never>) => Promise<StepEnding | void>,
): StepRecorder<Fact, About, never> {
  return {
    async alone(result) {
      const usual = endingOf(result, jitter());
      return transaction.run(async (tx) => {
        const ending = (await record(tx, result)) ?? usual;
        const { id, leaseToken } = result.step;
        await steps.end(tx, { id, leaseToken, ending });
        return { ending, answer: null };
      });
    },
  };
}
