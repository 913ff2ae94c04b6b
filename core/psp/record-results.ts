import { batching } from '../shared/batching.js';
import type { RecordedResult, StepRecorder, StepResult } from './step-result.js';
import type { StepEnding } from './step.js';

/** Results of one transaction: it keeps as many subjects locked, and what fails in it is done again one by one. */
const MOST_TOGETHER = 16;

/**
 * Records what comes while others are being recorded together: most of the cost of a transaction is the same for one
 * subject and for ten. Nobody waits for company, nor for a lock that somebody else holds: what cannot be written with
 * others, or fails among them, is recorded alone, and the next ones go on meanwhile.
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
    // An answer to a command is written with its own result.
    const ending = result.reply !== undefined || isAlone(result) ? null : await record(result);
    return ending === null ? alone(result) : { ending, answer: null };
  };
}
