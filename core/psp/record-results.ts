import { batching } from '../shared/batching.js';
import type { RecordedResult, StepRecorder, StepResult } from './step-result.js';
import type { StepEnding } from './step.js';

/** Results per transaction: it locks up to this many subjects, and if it fails, all of them are recorded one by one. */
const MOST_TOGETHER = 16;

/**
 * Records together the results that arrive while others are being recorded: most of the cost of a transaction is the
 * same for one subject as for ten. No result waits for a batch to fill or for a lock held elsewhere: one that cannot be
 * batched, or fails in a batch, is recorded alone while the next batch proceeds.
 */
export function recordResults<Fact, About, Reply>({
  alone,
  together,
  isAlone = () => false,
}: StepRecorder<Fact, About, Reply>): (result: StepResult<Fact, About, Reply>) => Promise<RecordedResult> {
  if (together === undefined) return alone;
  const record = batching<StepResult<Fact, About, Reply>, StepEnding | null>(MOST_TOGETHER, (results) =>
    together(results).catch(() => results.map(() => null)),
  );
  return async (result) => {
    // The answer to a command is written with its own result.
    const ending = result.reply !== undefined || isAlone(result) ? null : await record(result);
    return ending === null ? alone(result) : { ending, answer: null };
  };
}
