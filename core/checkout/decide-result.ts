import type { StepEnding } from '../psp/step.js';
import { endingOf } from '../psp/step-ending.js';
import type { StepResult } from '../psp/step-result.js';
import { applyPspFact } from './apply-psp-fact.js';
import { pollIntent } from './authorization/intent-facts.js';
import { deferCapture } from './capture/apply-capture.js';
import type { Checkout, CheckoutChange } from './model/checkout.js';
import { intentOf, patchIntent, unchanged } from './model/checkout.js';
import type { CheckoutFact, CheckoutFinding } from './model/checkout-psp.js';
import { andThen } from './model/and-then.js';
import { amountMismatch } from './amount-mismatch.js';
import type { AboutCheckout } from './steps/checkout-step.js';
import type { AnswerMaker } from './model/answer-maker.js';

/** The result of a checkout step. */
export type CheckoutResult = StepResult<CheckoutFact, AboutCheckout, AnswerMaker>;

type Judged = Pick<CheckoutResult, 'step' | 'about' | 'poll' | 'answer'>;

/** How the step ends, and what its answer changes. */
export function decideResult(
  checkout: Checkout,
  result: Judged,
  jitter: number,
): Readonly<{ ending: StepEnding; change: CheckoutChange }> {
  const verified = { ...result, answer: verifiedAnswer(checkout, result) };
  const ending = checkoutEndingOf(verified, jitter);
  return { ending, change: decide(checkout, verified, ending) };
}

/** As the engine decides, except that an intent the PSP rejects outright is a failure that operations must see. */
export function checkoutEndingOf(result: Judged, jitter: number): StepEnding {
  const { answer } = result;
  if ('fact' in answer && answer.fact.kind === 'INTENT_REJECTED')
    return { state: 'FAILED', error: answer.fact.reason };
  return endingOf(result, jitter);
}

/**
 * The answer, or a rejection when it is about an amount we did not ask for: nothing is recorded then, and an operator
 * must look into it.
 */
function verifiedAnswer(checkout: Checkout, { about, answer }: Judged): CheckoutFinding {
  if (!('fact' in answer) || answer.reported === undefined) return answer;
  const reason = amountMismatch(checkout, { intentId: about.intentId, fact: answer.fact }, answer.reported);
  return reason === null ? answer : { outcome: 'rejected', reason };
}

function decide(checkout: Checkout, { step, about, answer }: Judged, ending: StepEnding): CheckoutChange {
  const { intentId, paymentOrderIds } = about;
  if ('fact' in answer) {
    const known = learnIntent(checkout, about, answer.pspObject);
    const change = andThen(known, applyPspFact(known.after, about, answer.fact));
    const isUndecided = about.asksBank === true && answer.fact.kind === 'PROCESSING';
    return isUndecided ? pollIntent(change, intentId, 'decision') : change;
  }
  if (ending.state === 'SUCCEEDED' || paymentOrderIds.length === 0) return unchanged(checkout);
  if (ending.state === 'DUE' && !ending.counts) return unchanged(checkout);
  // Also when the step has given up: the payment order stays undecided, and the others must not wait for its first
  // answer.
  const retryInMs = ending.state === 'DUE' ? ending.retryInMs : null;
  return deferCapture(checkout, paymentOrderIds, { attempt: step.attempt, retryInMs, reason: ending.error });
}

/** An intent created and confirmed by one call gets its PSP id from the answer. */
function learnIntent(
  checkout: Checkout,
  { intentId, makesIntent }: AboutCheckout,
  pspIntentId: string | undefined,
): CheckoutChange {
  const start = unchanged(checkout);
  const isKnown = pspIntentId === undefined || intentOf(checkout, intentId).pspIntentId !== null;
  return isKnown || makesIntent !== true ? start : patchIntent(start, intentId, { pspIntentId });
}
