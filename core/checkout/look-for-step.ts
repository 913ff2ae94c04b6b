import { intentOf } from './model/checkout.js';
import { sharesOfHold } from './model/holding-intent.js';
import type { LeasedStep, StepKind } from '../psp/payment-step.js';
import { sharesOf } from '../psp/payment-step.js';
import type { Checkouts } from './ports.js';
import type { LookCall, Psp, PspFinding } from '../psp/psp.js';
import type { Transaction } from '../shared/transaction.js';

type Dependencies = Readonly<{ transaction: Transaction; checkouts: Checkouts; psp: Psp }>;

/** Looking has no key that could be forgotten: it is simply done again. */
export function isLook(kind: StepKind): boolean {
  return kind === 'RETRIEVE' || kind === 'RETRIEVE_REFUND';
}

/** Finds out what became of a step's call without making it. */
export async function lookForStep(dependencies: Dependencies, step: LeasedStep): Promise<PspFinding> {
  return dependencies.psp.lookFor(await lookCallOf(dependencies, step));
}

async function lookCallOf(dependencies: Dependencies, step: LeasedStep): Promise<LookCall> {
  const { params, intentId } = step;
  switch (params.kind) {
    case 'CREATE_INTENT':
    case 'HOLD':
      return { kind: params.kind, intentId };
    case 'CONFIRM':
    case 'CLOSE':
    case 'CANCEL':
      return { kind: params.kind, pspIntentId: params.pspIntentId };
    case 'REFUND':
      return { kind: params.kind, pspIntentId: params.pspIntentId, refundId: params.refundId };
    case 'CAPTURE': {
      const { pspIntentId, amountMinor } = params;
      const call = { kind: params.kind, pspIntentId, amountMinor, paymentOrderId: step.paymentOrderId };
      return { ...call, ...(await recordsOfHold(dependencies, step)) };
    }
    case 'RETRIEVE':
    case 'RETRIEVE_REFUND':
      throw new Error(`${params.kind} is a look itself`);
  }
}

/**
 * What we know about the other captures of the same hold. Read before the PSP is asked, so that a capture recorded in
 * between makes the PSP's sum larger than ours and never smaller.
 */
async function recordsOfHold({ transaction, checkouts }: Dependencies, step: LeasedStep) {
  const checkout = await transaction.run((tx) => checkouts.lock(tx, step.orderId));
  if (checkout === null) throw new Error(`${step.orderId} has steps but no order`);
  const own = sharesOf(step);
  const others = sharesOfHold(checkout, intentOf(checkout, step.intentId)).filter(
    ({ id }) => !own.includes(id),
  );
  return {
    recordedMinor: others.reduce((sum, { capturedMinor }) => sum + capturedMinor, 0n),
    isAlone: others.every(({ status }) => status !== 'CAPTURE_REQUESTED' && status !== 'PENDING_CAPTURE'),
  };
}
