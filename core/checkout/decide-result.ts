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

/** A result of a step of the checkout. */
export type CheckoutResult = StepResult<CheckoutFact, AboutCheckout, AnswerMaker>;

type Judged = Pick<CheckoutResult, 'step' | 'about' | 'poll' | 'answer'>;

/** How the step ends, and what its answer changes. */
export function decideResult(
  checkout: Checkout,
  result: Judged,
  jitter: number,
): Readonly<{ ending: StepEnding; change: CheckoutChange }> {
  const believed = { ...result, answer: agreed(checkout, result) };
  const ending = checkoutEndingOf(believed, jitter);
  return { ending, change: decide(checkout, believed, ending) };
}

/** As the engine says, but that an intent which the PSP does not take at all is a failure for operations to see. */
export function checkoutEndingOf(result: Judged, jitter: number): StepEnding {
  const { answer } = result;
  if ('fact' in answer && answer.fact.kind === 'INTENT_REJECTED')
    return { state: 'FAILED', error: answer.fact.reason };
  return endingOf(result, jitter);
}

/** The answer as it may be believed: one about other money than was asked for is for a person, and nothing is recorded. */
function agreed(checkout: Checkout, { about, answer }: Judged): CheckoutFinding {
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
  // Also when the step is given up: the payment order is undecided then, and the others must not wait for its first answer.
  const retryInMs = ending.state === 'DUE' ? ending.retryInMs : null;
  return deferCapture(checkout, paymentOrderIds, { attempt: step.attempt, retryInMs, reason: ending.error });
}

/** An intent that a call made and confirmed at once is known by its answer. */
function learnIntent(
  checkout: Checkout,
  { intentId, makesIntent }: AboutCheckout,
  pspIntentId: string | undefined,
): CheckoutChange {
  const start = unchanged(checkout);
  const isKnown = pspIntentId === undefined || intentOf(checkout, intentId).pspIntentId !== null;
  return isKnown || makesIntent !== true ? start : patchIntent(start, intentId, { pspIntentId });
}
