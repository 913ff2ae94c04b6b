import { assertNever } from '../shared/assert-never.js';
import { eventOf } from '../shared/event-envelope.js';
import type { PaymentOrderId } from '../shared/ids.js';
import type { CheckoutChange } from '../payments/checkout.js';
import { emit, movePaymentOrder, owe, patchPayment, paymentOrderOf } from '../payments/checkout.js';
import { cancelStep } from '../payments/cancel-step.js';
import { holdingIntent } from '../payments/holding-intent.js';
import { intentStep } from '../payments/intent-step.js';
import { paymentOrderCaptureRequested } from '../payments/payment-events.js';
import type { CaptureAction } from './plan-captures.js';
import { planCaptures } from './plan-captures.js';
import { settlePayment } from './settle-payment.js';
import { shareData } from './share-data.js';
import { voidShare } from './void-share.js';

/**
 * Does what the plan says about the shares as they stand now, and lets the payment's own status follow. Every decision
 * that touches a share ends here, so that nothing is ever left without its next step.
 */
export function pursueCaptures(change: CheckoutChange): CheckoutChange {
  const { actions, reasons } = planCaptures(change.after);
  let pursued = change;
  for (const action of actions) pursued = carryOut(pursued, action);
  if (JSON.stringify(reasons) !== JSON.stringify(pursued.after.payment.planReasons))
    pursued = patchPayment(pursued, { planReasons: reasons });
  return settlePayment(pursued);
}

function carryOut(change: CheckoutChange, action: CaptureAction): CheckoutChange {
  switch (action.kind) {
    case 'VOID':
      return voidShare(change, action);
    case 'CAPTURE':
      return requestCapture(change, action);
    case 'CLOSE':
      return closeHold(change);
    case 'CANCEL':
      return cancelHold(change);
    default:
      return assertNever(action);
  }
}

/** The decision to take shares with one call: their states, the events and the step that will call the PSP. */
function requestCapture(
  change: CheckoutChange,
  { paymentOrderIds, finalCapture }: Extract<CaptureAction, { kind: 'CAPTURE' }>,
): CheckoutChange {
  const { payment } = change.after;
  const shares = paymentOrderIds.map((id) => paymentOrderOf(change.after, id));
  // The number rises only here, and a share gets here again only after the PSP refused it for good.
  const captureNumber = Math.max(...shares.map((share) => share.captureNumber)) + 1;
  const amountMinor = shares.reduce((sum, share) => sum + share.amountMinor, 0n);
  const [only] = paymentOrderIds.length === 1 ? paymentOrderIds : [];
  let requested = change;
  for (const id of paymentOrderIds) requested = askFor(requested, id, captureNumber);
  if (finalCapture) requested = patchPayment(requested, { hold: 'CLOSING' });
  const { id: intentId, pspIntentId } = holdingIntent(change.after);
  const step = intentStep(requested.after, {
    intentId,
    paymentOrderId: only ?? null,
    pspKey: `cap_${only ?? payment.id}_${captureNumber}`,
    params: {
      kind: 'CAPTURE',
      pspIntentId,
      amountMinor,
      finalCapture,
      ...(only === undefined ? { paymentOrderIds: [...paymentOrderIds] } : {}),
    },
  });
  return owe(requested, step);
}

function askFor(change: CheckoutChange, id: PaymentOrderId, captureNumber: number): CheckoutChange {
  const patch = { captureNumber, failureMessage: null };
  const asked = movePaymentOrder(change, { id, event: 'captureRequested', patch });
  const data = shareData(asked.after, paymentOrderOf(asked.after, id));
  return emit(asked, eventOf(paymentOrderCaptureRequested, asked.after.payment.id, data));
}

function closeHold(change: CheckoutChange): CheckoutChange {
  const { id: intentId, pspIntentId } = holdingIntent(change.after);
  const params = { kind: 'CLOSE' as const, pspIntentId };
  const step = intentStep(change.after, { intentId, pspKey: `clo_${intentId}_1`, params });
  return owe(patchPayment(change, { hold: 'CLOSING' }), step);
}

function cancelHold(change: CheckoutChange): CheckoutChange {
  const { id: intentId, pspIntentId } = holdingIntent(change.after);
  const step = cancelStep(change.after, { intentId, pspIntentId, nth: 1 });
  return owe(patchPayment(change, { hold: 'CLOSING' }), step);
}
