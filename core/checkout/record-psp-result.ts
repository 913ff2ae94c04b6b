import { deferCapture } from './capture/apply-capture.js';
import type { StoredAnswer } from '../idempotency/ports.js';
import { assertNever } from '../shared/assert-never.js';
import { eventOf } from '../shared/event-envelope.js';
import type { OrderId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction, Tx } from '../shared/transaction.js';
import type { FactSubject } from './apply-psp-fact.js';
import { applyPspFact, lookUpLater } from './apply-psp-fact.js';
import type { Checkout, CheckoutChange, CheckoutIntent } from './model/checkout.js';
import { intentOf, isUnchanged, owe, patchIntent, unchanged } from './model/checkout.js';
import { followedBy } from './model/followed-by.js';
import { paymentIntentCreated } from './model/payment-events.js';
import type { LeasedStep, StepEnding } from '../psp/payment-step.js';
import {
  LOOK_AGAIN_MS,
  LOOK_AT_REFUND_MS,
  MAX_STEP_ATTEMPTS,
  nextKeyAfter,
  retryDelayMs,
  sharesOf,
} from '../psp/payment-step.js';
import type { Checkouts, PaymentSteps, SavedCheckout } from './ports.js';
import type { Cause } from '../shared/cause.js';
import type { PspFact, PspFinding, PspMoney } from '../psp/psp.js';
import { disagreement } from './psp-agreement.js';

export type RecordPspResultDependencies = Readonly<{
  transaction: Transaction;
  checkouts: Checkouts;
  steps: PaymentSteps;
  live: LiveUpdates;
  /** A number in [0, 1) that spreads retries; Math.random in production. */
  jitter: () => number;
}>;

/** What a caller is told about the attempt, whichever way it was recorded. */
export type IntentOutcome = Pick<
  CheckoutIntent,
  'status' | 'clientSecret' | 'declineCode' | 'declineMessage'
>;

/** Makes the answer to keep under an idempotency key from the attempt as it is after the result. */
export type AnswerMaker = (intent: IntentOutcome) => StoredAnswer;

/** A step's PSP call and what it came to. */
export type StepResult = Readonly<{
  step: LeasedStep;
  answer: PspFinding;
  by: Cause;
  answerMaker?: AnswerMaker | undefined;
}>;

/** How the step ended, and the answer that is now stored for the caller (null when none is, or one was settled before). */
export type RecordedResult = Readonly<{ ending: StepEnding; answer: unknown }>;

/**
 * Records what a step's PSP call came to. With `recordPspFact` for webhooks and look-ups it is the one place where
 * signals about money end: states, events, next steps and the step itself change in one transaction.
 *
 * A fact is recorded even when the lease was lost meanwhile: money has moved, and applying a fact twice is applying it
 * once. Only a retry needs the lease, because another holder may already be trying.
 */
export async function recordPspResult(
  dependencies: RecordPspResultDependencies,
  result: StepResult,
): Promise<RecordedResult> {
  const { transaction, checkouts, steps, live } = dependencies;
  const { step, by, answerMaker } = result;
  const jitter = dependencies.jitter();
  const quick = await recordIntentCreated(checkouts, result, endingOf(step, result.answer, jitter));
  if (quick !== null) {
    live.announce({ orderId: step.orderId, version: quick.version });
    return { ending: endingOf(step, result.answer, jitter), answer: quick.answer };
  }
  const { ending, saved } = await transaction.run(async (tx) => {
    const checkout = await lockExisting(checkouts, tx, step.orderId);
    const { ending, change } = decideResult(checkout, result, jitter);
    const endedStep = { id: step.id, leaseToken: step.leaseToken, ending };
    if (isUnchanged(change) && (answerMaker === undefined || ending.state === 'DUE')) {
      await steps.end(tx, endedStep);
      return { ending, saved: null };
    }
    const intent = intentOf(change.after, step.intentId);
    return {
      ending,
      saved: await checkouts.save(tx, { change, by, endedStep, answer: answerMaker?.(intent) }),
    };
  });
  if (saved !== null) live.announce({ orderId: step.orderId, version: saved.version });
  return { ending, answer: saved?.answer ?? null };
}

/** How the step ends, and what its answer changes. */
export function decideResult(
  checkout: Checkout,
  { step, answer: given }: Pick<StepResult, 'step' | 'answer'>,
  jitter: number,
): Readonly<{ ending: StepEnding; change: CheckoutChange }> {
  const answer = agreed(checkout, step, given);
  const ending = endingOf(step, answer, jitter);
  return { ending, change: decide(checkout, step, { answer, ending }) };
}

/** The answer as it may be believed: one about other money than was asked for is for a person, and nothing is recorded. */
function agreed(checkout: Checkout, { intentId }: LeasedStep, answer: PspFinding): PspFinding {
  if (!('fact' in answer) || answer.said === undefined) return answer;
  const reason = disagreement(checkout, { intentId, fact: answer.fact }, answer.said);
  return reason === null ? answer : { outcome: 'refused', reason };
}

/** The usual end of creating an intent, which every checkout runs: one statement instead of a transaction of four. */
async function recordIntentCreated(
  checkouts: Checkouts,
  { step, answer, by, answerMaker }: StepResult,
  ending: StepEnding,
): Promise<SavedCheckout | null> {
  if (!('fact' in answer) || answer.fact.kind !== 'INTENT_CREATED' || step.params.kind !== 'CREATE_INTENT')
    return null;
  const { pspIntentId, clientSecret } = answer.fact;
  const { amountMinor, currency, intentAttempt: attempt } = step.params;
  const { said } = answer;
  // Left to the ordinary way, which compares and says what is wrong.
  if (said !== undefined && (said.amountMinor !== amountMinor || said.currency !== currency)) return null;
  const { data } = eventOf(paymentIntentCreated, step.paymentId, {
    paymentId: step.paymentId,
    orderId: step.orderId,
    paymentIntentId: step.intentId,
    attempt,
    amountMinor: amountMinor.toString(),
    currency,
  });
  return checkouts.recordIntentCreated({
    orderId: step.orderId,
    intentId: step.intentId,
    pspIntentId,
    clientSecret,
    event: data,
    by,
    endedStep: { id: step.id, leaseToken: step.leaseToken, ending },
    answer: answerMaker?.({ status: 'CREATED', clientSecret, declineCode: null, declineMessage: null }),
  });
}

/** A fact that no step of ours asked for; `said` is the money that each teller of it has named. */
export type ToldFact = Readonly<{
  orderId: OrderId;
  subject: FactSubject;
  fact: PspFact;
  said?: readonly PspMoney[];
  by: Cause;
}>;

/** Whether the fact was news, or why it cannot be about what we asked for; then nothing was recorded. */
export type RecordedFact =
  Readonly<{ changed: boolean }> | Readonly<{ changed: false; disagreement: string }>;

/** Records a fact that no step of ours asked for: a webhook's, or one found by looking the object up. */
export async function recordPspFact(
  { transaction, checkouts, live }: RecordPspResultDependencies,
  { orderId, subject, fact, said = [], by }: ToldFact,
): Promise<RecordedFact> {
  const recorded = await transaction.run(async (tx) => {
    const checkout = await lockExisting(checkouts, tx, orderId);
    const about = { intentId: subject.intentId, fact };
    const reason = said.map((money) => disagreement(checkout, about, money)).find((each) => each !== null);
    if (reason !== undefined) return { changed: false, disagreement: reason } as const;
    const change = applyPspFact(checkout, subject, fact);
    return isUnchanged(change) ? null : checkouts.save(tx, { change, by });
  });
  if (recorded === null) return { changed: false };
  if ('disagreement' in recorded) return recorded;
  live.announce({ orderId, version: recorded.version });
  return { changed: true };
}

/** How the step ends, from the answer and the number of the try. */
function endingOf(step: LeasedStep, answer: PspFinding, jitter: number): StepEnding {
  switch (answer.outcome) {
    case 'pending':
      if (step.params.kind === 'RETRIEVE') return lookAgain(step);
      if (step.params.kind === 'RETRIEVE_REFUND') return lookAtRefundAgain(step);
      return { state: 'SUCCEEDED', pspObject: null };
    case 'succeeded':
    case 'declined':
      if (answer.fact.kind === 'INTENT_REFUSED') return { state: 'FAILED', error: answer.fact.reason };
      return {
        state: 'SUCCEEDED',
        pspObject:
          answer.fact.kind === 'INTENT_CREATED' ? answer.fact.pspIntentId : (answer.pspIntentId ?? null),
      };
    case 'refused':
      return { state: 'NEEDS_ATTENTION', error: answer.reason };
    case 'unknown':
      if (step.attempt >= MAX_STEP_ATTEMPTS) return { state: 'NEEDS_ATTENTION', error: answer.reason };
      return {
        state: 'DUE',
        error: answer.reason,
        retryInMs: answer.retryAfterMs ?? retryDelayMs(step.attempt, jitter),
        counts: true,
      };
    case 'not_called':
      return { state: 'DUE', error: answer.reason, retryInMs: answer.retryInMs, counts: false };
    case 'not_done':
      return withNextKey(step, jitter);
    default:
      return assertNever(answer);
  }
}

/** The call may be made again, and under this key nothing would come of it. */
function withNextKey({ pspKey }: LeasedStep, jitter: number): StepEnding {
  const nextKey = nextKeyAfter(pspKey);
  if (nextKey === null) return { state: 'NEEDS_ATTENTION', error: 'the PSP has not done it under any key' };
  const error = 'the PSP has not done it; it is asked with the next key';
  return { state: 'DUE', error, retryInMs: retryDelayMs(1, jitter), counts: true, nextKey };
}

/** The attempt has no other owner: an order whose bank never decides would keep its stock for ever if nobody were told. */
function lookAgain({ attempt }: LeasedStep): StepEnding {
  const error = 'the bank has not decided';
  if (attempt >= MAX_STEP_ATTEMPTS) return { state: 'NEEDS_ATTENTION', error };
  return { state: 'DUE', error, retryInMs: LOOK_AGAIN_MS, counts: true };
}

/** A refund that the bank sits on for weeks is no longer waited for in silence. */
function lookAtRefundAgain({ attempt }: LeasedStep): StepEnding {
  const error = 'the bank has not decided about the refund';
  if (attempt >= MAX_STEP_ATTEMPTS) return { state: 'NEEDS_ATTENTION', error };
  return { state: 'DUE', error, retryInMs: LOOK_AT_REFUND_MS, counts: true };
}

function decide(
  checkout: Checkout,
  step: LeasedStep,
  { answer, ending }: { answer: PspFinding; ending: StepEnding },
): CheckoutChange {
  const paymentOrderIds = sharesOf(step);
  if ('fact' in answer) {
    const known = learnIntent(checkout, step, answer);
    const subject = { intentId: step.intentId, paymentOrderIds };
    const change = followedBy(known, applyPspFact(known.after, subject, answer.fact));
    const isAsked = step.params.kind === 'CONFIRM' || step.params.kind === 'HOLD';
    const isUndecided = isAsked && answer.fact.kind === 'PROCESSING';
    return isUndecided ? owe(change, lookUpLater(change.after, step.intentId, 'decision')) : change;
  }
  if (ending.state === 'SUCCEEDED' || paymentOrderIds.length === 0) return unchanged(checkout);
  if (ending.state === 'DUE' && !ending.counts) return unchanged(checkout);
  // Also when the step is given up: the share is undecided then, and the others must not wait for its first answer.
  const retryInMs = ending.state === 'DUE' ? ending.retryInMs : null;
  return deferCapture(checkout, paymentOrderIds, { attempt: step.attempt, retryInMs, reason: ending.error });
}

/** An intent that a call made and confirmed at once is known by its answer. */
function learnIntent(
  checkout: Checkout,
  { intentId }: LeasedStep,
  { pspIntentId }: { pspIntentId?: string },
): CheckoutChange {
  const start = unchanged(checkout);
  const isKnown = pspIntentId === undefined || intentOf(checkout, intentId).pspIntentId !== null;
  return isKnown ? start : patchIntent(start, intentId, { pspIntentId });
}

async function lockExisting(checkouts: Checkouts, tx: Tx, orderId: OrderId): Promise<Checkout> {
  const checkout = await checkouts.lock(tx, orderId);
  if (checkout === null) throw new Error(`${orderId} has steps but no order`);
  return checkout;
}
