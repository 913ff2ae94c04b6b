import type { LeasedStep } from '../../psp/payment-step.js';
import { newLeaseToken } from '../../psp/payment-step.js';
import type { OrderId, PaymentId, PaymentIntentId, PaymentStepId } from '../../shared/ids.js';

/** An attempt to pay and what it belongs to: its order with the number that the shopper sees, its payment, intent and first step. */
export type AttemptIds = Readonly<{
  id: OrderId;
  number: string;
  paymentId: PaymentId;
  intentId: PaymentIntentId;
  stepId: PaymentStepId;
}>;

/** What the PSP is asked for; the card is saved where other intents follow. */
type NewIntent = Readonly<{ amountMinor: bigint; currency: string; attempt: number; saveCard: boolean }>;

/** The step that creates an intent at the PSP, already leased by the request that writes it. */
export function createIntentStep(
  { id, number, paymentId, intentId, stepId }: AttemptIds,
  { amountMinor, currency, attempt, saveCard }: NewIntent,
): LeasedStep {
  const about = { amountMinor, currency, orderNumber: number, intentAttempt: attempt };
  return {
    id: stepId,
    orderId: id,
    paymentId,
    intentId,
    paymentOrderId: null,
    pspKey: `cre_${intentId}`,
    params: { kind: 'CREATE_INTENT', ...about, ...(saveCard ? { saveCard } : {}) },
    leaseToken: newLeaseToken(),
    attempt: 1,
    firstCalledMsAgo: 0,
  };
}
