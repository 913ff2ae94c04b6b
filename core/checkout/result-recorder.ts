import { RESTOCKED } from './model/seller-order-states.js';
import { gathering } from '../shared/gathering.js';
import { isUnchanged, type Checkout, type CheckoutChange } from './model/checkout.js';
import type { StepEnding } from '../psp/payment-step.js';
import type { CheckoutSets, CheckoutWrite } from './ports.js';
import type { RecordedResult, RecordPspResultDependencies, StepResult } from './record-psp-result.js';
import { decideResult, recordPspResult } from './record-psp-result.js';

/** Records what a step's PSP call came to. */
export type ResultRecorder = (result: StepResult) => Promise<RecordedResult>;

export type ResultRecorderDependencies = RecordPspResultDependencies & Readonly<{ checkouts: CheckoutSets }>;

/** Results of one transaction: it keeps as many orders locked, and what fails in it is done again one by one. */
const MOST_TOGETHER = 16;

/**
 * Records results as `recordPspResult` does, but together what comes while others are being recorded: most of the cost of a
 * transaction is the same for one order and for ten. Nobody waits for company, nor for a lock that somebody else holds: what
 * cannot be written with others, or fails among them, is recorded alone, and the next ones go on meanwhile.
 */
export function createResultRecorder(dependencies: ResultRecorderDependencies): ResultRecorder {
  const record = gathering<StepResult, StepEnding | null>(MOST_TOGETHER, (results) =>
    recordTogether(dependencies, results).catch(() => results.map(() => null)),
  );
  return async (result) => {
    // An answer to a command is written with its own result; the usual end of creating an intent is one statement.
    const isAlone = result.answerMaker !== undefined || result.step.params.kind === 'CREATE_INTENT';
    const ending = isAlone ? null : await record(result);
    return ending === null ? recordPspResult(dependencies, result) : { ending, answer: null };
  };
}

/** Units are sold, given back, or put back on sale: their rows are locked in the one order of all items, so by one order at a time. */
function movesGoods({ before, after, stock }: CheckoutChange): boolean {
  if (stock !== null) return true;
  const changed = after.sellerOrders.filter((sellerOrder) => !before.sellerOrders.includes(sellerOrder));
  return changed.some(({ status }) => RESTOCKED.has(status));
}

/** How each step has ended; null for one that has to be recorded alone. One transaction. */
async function recordTogether(
  { transaction, checkouts, steps, live, jitter }: ResultRecorderDependencies,
  results: readonly StepResult[],
): Promise<readonly (StepEnding | null)[]> {
  const { endings, versions } = await transaction.run(async (tx) => {
    const orderIds = new Set(results.map(({ step }) => step.orderId));
    const latest = new Map<string, Checkout>(await checkouts.lockFree(tx, [...orderIds]));
    const writes: CheckoutWrite[] = [];
    const ended: (StepEnding | null)[] = [];
    for (const { step, answer, by } of results) {
      const checkout = latest.get(step.orderId);
      const decided = checkout === undefined ? null : decideResult(checkout, { step, answer }, jitter());
      if (decided === null || movesGoods(decided.change)) {
        ended.push(null);
        continue;
      }
      const { ending, change } = decided;
      const endedStep = { id: step.id, leaseToken: step.leaseToken, ending };
      ended.push(ending);
      if (isUnchanged(change)) {
        await steps.end(tx, endedStep);
        continue;
      }
      latest.set(step.orderId, change.after);
      writes.push({ change, by, endedStep });
    }
    const saved = writes.length === 0 ? [] : await checkouts.saveAll(tx, writes);
    return { endings: ended, versions: saved };
  });
  for (const [orderId, version] of versions) live.announce({ orderId, version });
  return endings;
}
