import type { PspSteps } from '../psp/ports.js';
import type { RecordedResult } from '../psp/step-result.js';
import { eventOf } from '../shared/event-envelope.js';
import type { OrderId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction, Tx } from '../shared/transaction.js';
import type { CheckoutResult } from './decide-result.js';
import { checkoutEndingOf, decideResult } from './decide-result.js';
import type { Checkout } from './model/checkout.js';
import { intentOf, isUnchanged } from './model/checkout.js';
import { paymentIntentCreated } from './model/payment-events.js';
import type { Checkouts, SavedCheckout } from './model/ports.js';
import { orderOf } from './steps/checkout-step.js';

export type RecordPorts = Readonly<{
  transaction: Transaction;
  checkouts: Checkouts;
  steps: PspSteps;
  live: LiveUpdates;
  /** A number in [0, 1) that spreads retries; Math.random in production. */
  jitter: () => number;
}>;

/**
 * Records the outcome of a step's PSP call. All facts about money are recorded here or, from webhooks, by `recordFact`:
 * states, events, next steps and the step itself change in one transaction.
 *
 * A fact is recorded even when the lease has been lost: money has moved, and applying a fact is idempotent. Only a
 * retry needs the lease, because another holder may already be trying.
 */
export async function recordResult(ports: RecordPorts, result: CheckoutResult): Promise<RecordedResult> {
  const { transaction, checkouts, steps, live } = ports;
  const { step, about, by, reply } = result;
  const orderId = orderOf(step);
  const jitter = ports.jitter();
  const quick = await recordIntentCreated(checkouts, result, jitter);
  if (quick !== null) {
    live.announce({ orderId, version: quick.version });
    return { ending: checkoutEndingOf(result, jitter), answer: quick.answer };
  }
  const { ending, saved } = await transaction.run(async (tx) => {
    const checkout = await lockExisting(checkouts, tx, orderId);
    const { ending, change } = decideResult(checkout, result, jitter);
    const endedStep = { id: step.id, leaseToken: step.leaseToken, ending };
    if (isUnchanged(change) && (reply === undefined || ending.state === 'DUE')) {
      await steps.end(tx, endedStep);
      return { ending, saved: null };
    }
    const answer = reply?.(intentOf(change.after, about.intentId));
    return { ending, saved: await checkouts.save(tx, { change, by, endedStep, answer }) };
  });
  if (saved !== null) live.announce({ orderId, version: saved.version });
  return { ending, answer: saved?.answer ?? null };
}

/**
 * The usual end of creating an intent, which every checkout goes through: one statement instead of a transaction of
 * four.
 */
async function recordIntentCreated(
  checkouts: Checkouts,
  result: CheckoutResult,
  jitter: number,
): Promise<SavedCheckout | null> {
  const { step, about, answer, by, reply } = result;
  const { intentId, creates } = about;
  if (creates === undefined || !('fact' in answer) || answer.fact.kind !== 'INTENT_CREATED') return null;
  const { pspIntentId, clientSecret } = answer.fact;
  const { paymentId, attempt, amountMinor, currency } = creates;
  const { reported } = answer;
  // Left to the general path, which compares the amounts and reports the mismatch.
  if (reported !== undefined && (reported.amountMinor !== amountMinor || reported.currency !== currency))
    return null;
  const orderId = orderOf(step);
  const { data } = eventOf(paymentIntentCreated, paymentId, {
    ...{ paymentId, orderId, paymentIntentId: intentId, attempt, currency },
    amountMinor: amountMinor.toString(),
  });
  return checkouts.recordIntentCreated({
    ...{ orderId, intentId, pspIntentId, clientSecret, event: data, by },
    endedStep: { id: step.id, leaseToken: step.leaseToken, ending: checkoutEndingOf(result, jitter) },
    answer: reply?.({ status: 'CREATED', clientSecret, declineCode: null, declineMessage: null }),
  });
}

/** Locks and loads the checkout of an order that must exist. */
export async function lockExisting(checkouts: Checkouts, tx: Tx, orderId: OrderId): Promise<Checkout> {
  const checkout = await checkouts.lock(tx, orderId);
  if (checkout === null) throw new Error(`${orderId} has steps but no order`);
  return checkout;
}
