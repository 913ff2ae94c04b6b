import { assertNever } from '../../shared/assert-never.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import type { CheckoutChange } from '../model/checkout.js';
import { emit, movePaymentOrder, patchPayment, paymentOrderOf } from '../model/checkout.js';
import type { HoldingIntent } from '../model/holding-intent.js';
import { holdingIntents, moveHold, sharesOfHold } from '../model/holding-intent.js';
import { cancelStep } from '../steps/cancel-step.js';
import { captureStep } from '../steps/capture-step.js';
import { scheduleStep } from '../steps/checkout-step.js';
import { closeStep } from '../steps/close-step.js';
import { paymentOrderCaptureRequested } from '../model/payment-events.js';
import type { CaptureAction } from './plan-captures.js';
import { planCaptures } from './plan-captures.js';
import { settlePayment } from './settle-payment.js';
import { shareData } from '../model/share-data.js';
import { voidShare } from './void-share.js';

/**
 * Does what the plan says about the shares as they stand now, and lets the payment's own status follow. Every decision
 * that touches a share ends here, so that nothing is ever left without its next step.
 */
export function pursueCaptures(change: CheckoutChange): CheckoutChange {
  const { expiryActedAt, strategyReason } = change.after.payment;
  const reasons = strategyReason === null ? [] : [strategyReason];
  let pursued = change;
  for (const intent of holdingIntents(change.after)) {
    const hold = { ...intent.hold, isEnding: expiryActedAt !== null };
    const plan = planCaptures({ hold, paymentOrders: sharesOfHold(pursued.after, intent) });
    for (const action of plan.actions) pursued = carryOut(pursued, intent, action);
    reasons.push(...plan.reasons);
  }
  if (JSON.stringify(reasons) !== JSON.stringify(pursued.after.payment.planReasons))
    pursued = patchPayment(pursued, { planReasons: reasons });
  return settlePayment(pursued);
}

function carryOut(change: CheckoutChange, intent: HoldingIntent, action: CaptureAction): CheckoutChange {
  switch (action.kind) {
    case 'VOID':
      return voidShare(change, action);
    case 'CAPTURE':
      return requestCapture(change, intent, action);
    case 'CLOSE':
      return closeHold(change, intent);
    case 'CANCEL':
      return cancelHold(change, intent);
    default:
      return assertNever(action);
  }
}

/** The decision to take shares with one call: their states, the events and the step that will call the PSP. */
function requestCapture(
  change: CheckoutChange,
  { id: intentId, pspIntentId, sellerOrderId }: HoldingIntent,
  { paymentOrderIds, finalCapture }: Extract<CaptureAction, { kind: 'CAPTURE' }>,
): CheckoutChange {
  const shares = paymentOrderIds.map((id) => paymentOrderOf(change.after, id));
  // The number rises only here, and a share gets here again only after the PSP refused it for good.
  const captureNumber = Math.max(...shares.map((share) => share.captureNumber)) + 1;
  const amountMinor = shares.reduce((sum, share) => sum + share.amountMinor, 0n);
  const [only] = paymentOrderIds.length === 1 ? paymentOrderIds : [];
  const together = sellerOrderId === null ? change.after.payment.id : intentId;
  let requested = change;
  for (const id of paymentOrderIds) requested = askFor(requested, id, captureNumber);
  if (finalCapture) requested = moveHold(requested, intentId, 'CLOSING');
  return scheduleStep(requested, captureStep, {
    intentId,
    pspIntentId,
    amountMinor,
    finalCapture,
    paymentOrderIds: [...paymentOrderIds],
    captured: only ?? together,
    captureNumber,
  });
}

function askFor(change: CheckoutChange, id: PaymentOrderId, captureNumber: number): CheckoutChange {
  const patch = { captureNumber, failureMessage: null };
  const asked = movePaymentOrder(change, { id, event: 'captureRequested', patch });
  const data = shareData(asked.after, paymentOrderOf(asked.after, id));
  return emit(asked, eventOf(paymentOrderCaptureRequested, asked.after.payment.id, data));
}

function closeHold(change: CheckoutChange, { id: intentId, pspIntentId }: HoldingIntent): CheckoutChange {
  return scheduleStep(moveHold(change, intentId, 'CLOSING'), closeStep, { intentId, pspIntentId });
}

function cancelHold(change: CheckoutChange, { id: intentId, pspIntentId }: HoldingIntent): CheckoutChange {
  return scheduleStep(moveHold(change, intentId, 'CLOSING'), cancelStep, { intentId, pspIntentId, nth: 1 });
}
