import { assertNever } from '../shared/assert-never.js';
import { isLook, lookForStep } from './look-for-step.js';
import type { LeasedStep } from '../psp/payment-step.js';
import { MAX_STEP_ATTEMPTS, PSP_KEY_MEMORY_MS } from '../psp/payment-step.js';
import type { Cause } from '../shared/cause.js';
import type { Psp, PspAnswer, PspFinding } from '../psp/psp.js';
import type { AnswerMaker, RecordedResult, RecordPspResultDependencies } from './record-psp-result.js';
import { recordPspResult } from './record-psp-result.js';
import type { ResultRecorder } from './result-recorder.js';

export type RunPaymentStepDependencies = RecordPspResultDependencies &
  Readonly<{
    psp: Psp;
    /** Records results together with those of other steps; left out where few come at a time. */
    recordResult?: ResultRecorder;
  }>;

/**
 * Runs a step whose lease the caller holds: call the PSP, record what it said. No transaction is open during the call.
 * Safe to run twice: the PSP key makes the call one call, and recording a known fact changes nothing.
 */
export async function runPaymentStep(
  dependencies: RunPaymentStepDependencies,
  { step, by, answerMaker }: { step: LeasedStep; by: Cause; answerMaker?: AnswerMaker | undefined },
): Promise<RecordedResult> {
  const answer = await answerTo(dependencies, step);
  const result = { step, answer, by, answerMaker };
  return dependencies.recordResult?.(result) ?? recordPspResult(dependencies, result);
}

/**
 * What the PSP says about the step. A call is not repeated when its key may be forgotten by now, and repeating it is of no use
 * when the PSP has stored an error under the key: what became of it is looked up, and a call that was certainly not carried
 * out is made again with the next key. After the last try without an answer a look may still find that it was done; that it
 * was not, is no proof then, because it may be under way.
 */
async function answerTo(dependencies: RunPaymentStepDependencies, step: LeasedStep): Promise<PspFinding> {
  if (isLook(step.params.kind)) return callPsp(dependencies.psp, step);
  if (isOld(step)) return lookForStep(dependencies, step);
  const answer = await callPsp(dependencies.psp, step);
  if (answer.outcome !== 'unknown') return answer;
  if (answer.isStored === true) return lookForStep(dependencies, step);
  if (step.attempt < MAX_STEP_ATTEMPTS) return answer;
  const found = await lookForStep(dependencies, step);
  return 'fact' in found ? found : answer;
}

/** Whether the key is so old that repeating the call could be a second call. */
function isOld({ attempt, firstCalledMsAgo }: LeasedStep): boolean {
  return attempt > 1 && firstCalledMsAgo > PSP_KEY_MEMORY_MS;
}

/** The call of a step. */
async function callPsp(psp: Psp, step: LeasedStep): Promise<PspAnswer> {
  const { pspKey: key, params, orderId, paymentId, intentId, paymentOrderId } = step;
  switch (params.kind) {
    case 'CREATE_INTENT': {
      const { amountMinor, currency, orderNumber, saveCard = false } = params;
      const about = { orderNumber, orderId, paymentId, intentId };
      return psp.createIntent({ key, amountMinor, currency, ...about, saveCard });
    }
    case 'CONFIRM': {
      const { pspIntentId, confirmationToken, returnUrl } = params;
      return psp.confirmIntent({ key, pspIntentId, confirmationToken, returnUrl });
    }
    case 'HOLD': {
      const { kind: _, ...hold } = params;
      return psp.hold({ key, ...hold, orderId, paymentId, intentId });
    }
    case 'CAPTURE': {
      const { pspIntentId, amountMinor, finalCapture } = params;
      return psp.capture({ key, pspIntentId, amountMinor, finalCapture, paymentOrderId });
    }
    case 'REFUND': {
      const { pspIntentId, amountMinor, refundId } = params;
      return psp.refund({ key, pspIntentId, amountMinor, refundId });
    }
    case 'RETRIEVE_REFUND':
      return psp.retrieveRefund(params.pspRefundId);
    case 'CLOSE':
      return psp.closeHold({ key, pspIntentId: params.pspIntentId });
    case 'CANCEL':
      return psp.cancelIntent({ key, pspIntentId: params.pspIntentId });
    case 'RETRIEVE':
      return psp.retrieveIntent(params.pspIntentId);
    default:
      return assertNever(params);
  }
}
