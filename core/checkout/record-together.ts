import type { StepEnding } from '../psp/step.js';
import type { CheckoutResult } from './decide-result.js';
import { decideResult } from './decide-result.js';
import type { Checkout, CheckoutChange } from './model/checkout.js';
import { isUnchanged } from './model/checkout.js';
import type { CheckoutSets, CheckoutWrite } from './model/ports.js';
import { RESTOCKED } from './model/seller-order-states.js';
import type { RecordPorts } from './record-result.js';
import { orderOf } from './steps/checkout-step.js';

/**
 * Whether units are sold, released or restocked: item rows are locked in one global order, so by one order at a time.
 */
function movesStock({ before, after, stock }: CheckoutChange): boolean {
  if (stock !== null) return true;
  const changed = after.sellerOrders.filter((sellerOrder) => !before.sellerOrders.includes(sellerOrder));
  return changed.some(({ status }) => RESTOCKED.has(status));
}

/**
 * Records results of any orders in one transaction: how each step ended, and null for each that must be recorded alone.
 */
export async function recordTogether(
  { transaction, checkouts, steps, live, jitter }: RecordPorts & Readonly<{ checkouts: CheckoutSets }>,
  results: readonly CheckoutResult[],
): Promise<readonly (StepEnding | null)[]> {
  const { endings, versions } = await transaction.run(async (tx) => {
    const orderIds = new Set(results.map(({ step }) => orderOf(step)));
    const latest = new Map<string, Checkout>(await checkouts.lockFree(tx, [...orderIds]));
    const writes: CheckoutWrite[] = [];
    const ended: (StepEnding | null)[] = [];
    for (const result of results) {
      const { step, by } = result;
      const orderId = orderOf(step);
      const checkout = latest.get(orderId);
      const decided = checkout === undefined ? null : decideResult(checkout, result, jitter());
      if (decided === null || movesStock(decided.change)) {
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
      latest.set(orderId, change.after);
      writes.push({ change, by, endedStep });
    }
    const saved = writes.length === 0 ? [] : await checkouts.saveAll(tx, writes);
    return { endings: ended, versions: saved };
  });
  for (const [orderId, version] of versions) live.announce({ orderId, version });
  return endings;
}
