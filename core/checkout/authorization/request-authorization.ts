import type { LeasedStep } from '../../psp/payment-step.js';
import { STEP_LEASE_MS } from '../../psp/payment-step.js';
import type { DomainError } from '../../shared/domain-error.js';
import type { PaymentIntentId, PaymentStepId } from '../../shared/ids.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { intentOf, moveIntent, owe, unchanged } from '../model/checkout.js';
import type { PaymentIntentStatus } from '../model/payment-intent-states.js';

/** The attempt is past the point where it can be confirmed, or not yet there. */
export type PaymentNotAuthorizable = DomainError<'PAYMENT_NOT_AUTHORIZABLE', { status: PaymentIntentStatus }>;

export type WantedAuthorization = Readonly<{
  intentId: PaymentIntentId;
  stepId: PaymentStepId;
  leaseToken: string;
  confirmationToken: string;
  returnUrl: string;
}>;

/** The decision to ask the bank: CREATED → PENDING_AUTH, and the step that confirms the intent at the PSP. */
export function requestAuthorization(
  checkout: Checkout,
  { intentId, stepId, leaseToken, confirmationToken, returnUrl }: WantedAuthorization,
): Readonly<{ change: CheckoutChange; step: LeasedStep }> | PaymentNotAuthorizable {
  const { order, payment } = checkout;
  const { status, pspIntentId } = intentOf(checkout, intentId);
  if (status !== 'CREATED') return { code: 'PAYMENT_NOT_AUTHORIZABLE', status };
  if (pspIntentId === null) throw new Error(`${intentId} is CREATED without a PSP intent`);
  const step: LeasedStep = {
    id: stepId,
    orderId: order.id,
    paymentId: payment.id,
    intentId,
    paymentOrderId: null,
    pspKey: `con_${intentId}_1`,
    params: { kind: 'CONFIRM', pspIntentId, confirmationToken, returnUrl },
    leaseToken,
    attempt: 1,
    firstCalledMsAgo: 0,
  };
  const requested = moveIntent(unchanged(checkout), { id: intentId, event: 'confirmRequested' });
  return { change: owe(requested, { ...step, lease: { token: leaseToken, leaseMs: STEP_LEASE_MS } }), step };
}
