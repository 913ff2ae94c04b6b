import { assertNever } from '../shared/assert-never.js';
import type { LeasedStep } from './payment-step.js';
import { PSP_KEY_MEMORY_MS } from './payment-step.js';
import type { Cause } from './ports.js';
import type { Psp, PspAnswer } from './psp.js';
import type { AnswerMaker, RecordedResult, RecordPspResultDependencies } from './record-psp-result.js';
import { recordPspResult } from './record-psp-result.js';

export type RunPaymentStepDependencies = RecordPspResultDependencies & Readonly<{ psp: Psp }>;

/**
 * Runs a step whose lease the caller holds: call the PSP, record what it said. No transaction is open during the call.
 * Safe to run twice: the PSP key makes the call one call, and recording a known fact changes nothing.
 */
export async function runPaymentStep(
  dependencies: RunPaymentStepDependencies,
  { step, by, answerMaker }: { step: LeasedStep; by: Cause; answerMaker?: AnswerMaker | undefined },
): Promise<RecordedResult> {
  const answer = await callPsp(dependencies.psp, step);
  return recordPspResult(dependencies, { step, answer, by, answerMaker });
}

const FORGOTTEN: PspAnswer = {
  outcome: 'refused',
  reason: 'the PSP may have forgotten the key by now; look at what it did before repeating the call',
};

/** Whether the key is so old that repeating the call could be a second call. */
function isOld({ attempt, firstCalledMsAgo }: LeasedStep): boolean {
  return attempt > 1 && firstCalledMsAgo > PSP_KEY_MEMORY_MS;
}

/** The call of a step. Past the memory of the PSP nothing is repeated blindly: what can be looked up is, the rest is asked of a person. */
async function callPsp(psp: Psp, step: LeasedStep): Promise<PspAnswer> {
  const { pspKey: key, params, orderId, paymentId, intentId, paymentOrderId } = step;
  switch (params.kind) {
    case 'CREATE_INTENT': {
      if (isOld(step)) return FORGOTTEN;
      const { amountMinor, currency, orderNumber, saveCard = false } = params;
      const about = { orderNumber, orderId, paymentId, intentId };
      return psp.createIntent({ key, amountMinor, currency, ...about, saveCard });
    }
    case 'CONFIRM': {
      const { pspIntentId, confirmationToken, returnUrl } = params;
      if (isOld(step)) return psp.retrieveIntent(pspIntentId);
      return psp.confirmIntent({ key, pspIntentId, confirmationToken, returnUrl });
    }
    case 'HOLD': {
      if (isOld(step)) return FORGOTTEN;
      const { kind: _, ...hold } = params;
      return psp.hold({ key, ...hold, orderId, paymentId, intentId });
    }
    case 'CAPTURE': {
      if (isOld(step)) return FORGOTTEN;
      const { pspIntentId, amountMinor, finalCapture } = params;
      return psp.capture({ key, pspIntentId, amountMinor, finalCapture, paymentOrderId });
    }
    case 'REFUND': {
      const { pspIntentId, amountMinor, refundId } = params;
      return psp.refund({ key, pspIntentId, amountMinor, refundId, lookFirst: isOld(step) });
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
