import type { LeasedStep } from '../../psp/step.js';
import type { DomainError } from '../../shared/domain-error.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { intentOf, moveIntent, unchanged } from '../model/checkout.js';
import type { PaymentIntentStatus } from '../model/payment-intent-states.js';
import { scheduleLeased } from '../steps/checkout-step.js';
import { confirmStep } from '../steps/confirm-step.js';

/** The attempt cannot be confirmed yet, or no longer. */
export type PaymentNotAuthorizable = DomainError<'PAYMENT_NOT_AUTHORIZABLE', { status: PaymentIntentStatus }>;

export type WantedAuthorization = Readonly<{
  intentId: PaymentIntentId;
  confirmationToken: string;
  returnUrl: string;
}>;

/** Requests the authorization: CREATED → PENDING_AUTH, and the step that confirms the intent at the PSP. */
export function requestAuthorization(
  checkout: Checkout,
  { intentId, confirmationToken, returnUrl }: WantedAuthorization,
): Readonly<{ change: CheckoutChange; step: LeasedStep }> | PaymentNotAuthorizable {
  const { status, pspIntentId } = intentOf(checkout, intentId);
  if (status !== 'CREATED') return { code: 'PAYMENT_NOT_AUTHORIZABLE', status };
  if (pspIntentId === null) throw new Error(`${intentId} is CREATED without a PSP intent`);
  const requested = moveIntent(unchanged(checkout), { id: intentId, event: 'confirmRequested' });
  return scheduleLeased(requested, confirmStep, { intentId, pspIntentId, confirmationToken, returnUrl });
}
