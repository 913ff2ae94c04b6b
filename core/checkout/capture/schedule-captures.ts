import { assertNever } from '../../shared/assert-never.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import type { CheckoutChange } from '../model/checkout.js';
import { emit, movePaymentOrder, patchPayment, paymentOrderOf } from '../model/checkout.js';
import type { AuthorizedIntent } from '../model/authorized-intent.js';
import { authorizedIntents, moveAuthorization, coveredPaymentOrders } from '../model/authorized-intent.js';
import { cancelStep } from '../steps/cancel-step.js';
import { captureStep } from '../steps/capture-step.js';
import { scheduleStep } from '../steps/checkout-step.js';
import { releaseStep } from '../steps/release-step.js';
import { paymentOrderCaptureRequested } from '../model/payment-events.js';
import type { CaptureAction } from './plan-captures.js';
import { planCaptures } from './plan-captures.js';
import { updatePaymentStatus } from './update-payment-status.js';
import { paymentOrderEventData } from '../model/payment-order-event-data.js';
import { applyVoid } from './apply-void.js';

/**
 * Executes the capture plan for the current payment orders and updates the payment's status. Every decision about a
 * payment order ends here, so none is left without its next step.
 */
export function scheduleCaptures(change: CheckoutChange): CheckoutChange {
  const { expiryActedAt, strategyReason } = change.after.payment;
  const reasons = strategyReason === null ? [] : [strategyReason];
  let scheduled = change;
  for (const intent of authorizedIntents(change.after)) {
    const authorization = { ...intent.authorization, isEnding: expiryActedAt !== null };
    const plan = planCaptures({
      authorization,
      paymentOrders: coveredPaymentOrders(scheduled.after, intent),
    });
    for (const action of plan.actions) scheduled = execute(scheduled, intent, action);
    reasons.push(...plan.reasons);
  }
  if (JSON.stringify(reasons) !== JSON.stringify(scheduled.after.payment.planReasons))
    scheduled = patchPayment(scheduled, { planReasons: reasons });
  return updatePaymentStatus(scheduled);
}

function execute(change: CheckoutChange, intent: AuthorizedIntent, action: CaptureAction): CheckoutChange {
  switch (action.kind) {
    case 'VOID':
      return applyVoid(change, action);
    case 'CAPTURE':
      return requestCapture(change, intent, action);
    case 'RELEASE':
      return releaseAuthorization(change, intent);
    case 'CANCEL':
      return cancelAuthorization(change, intent);
    default:
      return assertNever(action);
  }
}

/** Captures payment orders with one call: their states, the events and the step that calls the PSP. */
function requestCapture(
  change: CheckoutChange,
  { id: intentId, pspIntentId, sellerOrderId }: AuthorizedIntent,
  { paymentOrderIds, finalCapture }: Extract<CaptureAction, { kind: 'CAPTURE' }>,
): CheckoutChange {
  const paymentOrders = paymentOrderIds.map((id) => paymentOrderOf(change.after, id));
  // The number rises only here, and a payment order returns here only after a definitive failure.
  const captureNumber = Math.max(...paymentOrders.map((paymentOrder) => paymentOrder.captureNumber)) + 1;
  const amountMinor = paymentOrders.reduce((sum, paymentOrder) => sum + paymentOrder.amountMinor, 0n);
  const [only] = paymentOrderIds.length === 1 ? paymentOrderIds : [];
  const common = sellerOrderId === null ? change.after.payment.id : intentId;
  let requested = change;
  for (const id of paymentOrderIds) requested = requestOne(requested, id, captureNumber);
  if (finalCapture) requested = moveAuthorization(requested, intentId, 'CLOSING');
  return scheduleStep(requested, captureStep, {
    intentId,
    pspIntentId,
    amountMinor,
    finalCapture,
    paymentOrderIds: [...paymentOrderIds],
    captured: only ?? common,
    captureNumber,
  });
}

function requestOne(change: CheckoutChange, id: PaymentOrderId, captureNumber: number): CheckoutChange {
  const patch = { captureNumber, failureMessage: null };
  const requested = movePaymentOrder(change, { id, event: 'captureRequested', patch });
  const data = paymentOrderEventData(requested.after, paymentOrderOf(requested.after, id));
  return emit(requested, eventOf(paymentOrderCaptureRequested, requested.after.payment.id, data));
}

function releaseAuthorization(
  change: CheckoutChange,
  { id: intentId, pspIntentId }: AuthorizedIntent,
): CheckoutChange {
  return scheduleStep(moveAuthorization(change, intentId, 'CLOSING'), releaseStep, { intentId, pspIntentId });
}

function cancelAuthorization(
  change: CheckoutChange,
  { id: intentId, pspIntentId }: AuthorizedIntent,
): CheckoutChange {
  return scheduleStep(moveAuthorization(change, intentId, 'CLOSING'), cancelStep, {
    intentId,
    pspIntentId,
    nth: 1,
  });
}
