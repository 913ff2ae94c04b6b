import type { Transaction, Tx } from '../shared/transaction.js';
import type { PspSteps } from './ports.js';
import { endingOf } from './step-ending.js';
import type { StepRecorder, StepResult } from './step-result.js';
import type { StepEnding } from './step.js';

/** What the recorder of a small aggregate needs. */
export type RecorderPorts = Readonly<{
  transaction: Transaction;
  steps: PspSteps;
  /** A number in [0, 1) that spreads retries. */
  jitter: () => number;
}>;

/**
 * The recorder of an aggregate written on its own: `record` locks it, decides from the answer and saves, and the step
 * ends in the same transaction. A returned ending replaces the usual one, for an answer that an operator has to judge.
 *
 * A fact is recorded even when the lease has been lost: money has moved, so recording must be idempotent.
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
