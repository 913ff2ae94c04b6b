import type { LeasedStep } from '../../psp/step.js';
import type { DomainError } from '../../shared/domain-error.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import { latestAttempt, cancelDeclined } from '../ending/expiry.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { addIntent, patchPayment, unchanged } from '../model/checkout.js';
import { scheduleLeased } from '../steps/checkout-step.js';
import { createIntentStep } from '../steps/create-intent-step.js';
import type { AuthorizationPlan, StrategySetting } from './plan-authorizations.js';
import { planAuthorizations, savesCard } from './plan-authorizations.js';
import { NEW_INTENT } from './split-attempt.js';

/** The order is not waiting for a payment, or its last attempt was neither declined nor canceled. */
export type PaymentNotRetryable = DomainError<'PAYMENT_NOT_RETRYABLE'>;

export type NewAttempt = Readonly<{
  intentId: PaymentIntentId;
  setting: StrategySetting;
}>;

/** Opens the next attempt after a decline: its intent, and the step that creates it at the PSP. */
export function openAttempt(
  checkout: Checkout,
  { intentId, setting }: NewAttempt,
): Readonly<{ change: CheckoutChange; step: LeasedStep }> | PaymentNotRetryable {
  if (!isRetryable(checkout)) return { code: 'PAYMENT_NOT_RETRYABLE' };
  const { order, payment } = checkout;
  const plan = planRetry(checkout, setting);
  const first = plan.perSeller ? checkout.sellerOrders[0] : undefined;
  const amountMinor = first?.totalMinor ?? payment.amountMinor;
  const attempt = (latestAttempt(checkout)[0]?.attempt ?? 0) + 1;
  const planned = patchPayment(cancelDeclined(unchanged(checkout)), {
    captureStrategy: plan.perSeller ? 'INTENT_PER_SELLER' : null,
    strategyReason: plan.reason,
    planReasons: [plan.reason],
  });
  const opened = addIntent(planned, {
    ...NEW_INTENT,
    id: intentId,
    attempt,
    sellerOrderId: first?.id ?? null,
    primaryIntentId: null,
    amountMinor,
  });
  const about = { orderNumber: order.number, currency: order.currency, intentAttempt: attempt };
  const params = { intentId, paymentId: payment.id, amountMinor, ...about, saveCard: savesCard(setting) };
  return scheduleLeased(opened, createIntentStep, params);
}

function isRetryable(checkout: Checkout): boolean {
  const last = latestAttempt(checkout)[0]?.status;
  return checkout.order.status === 'PENDING_PAYMENT' && (last === 'DECLINED' || last === 'CANCELED');
}

/** A split attempt that failed for a later seller is not repeated. */
function planRetry({ order, sellerOrders, intents }: Checkout, setting: StrategySetting): AuthorizationPlan {
  const splitFailed = intents.some(({ primaryIntentId }) => primaryIntentId !== null);
  return planAuthorizations({
    setting,
    sellerAmounts: sellerOrders.map(({ totalMinor }) => totalMinor),
    currency: order.currency,
    splitFailed,
  });
}
