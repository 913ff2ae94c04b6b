import { z } from 'zod';

import { RETRY_AFTER_MS } from '../../psp/budget.js';
import type { OrderId, PaymentId, PaymentIntentId, PspStepId } from '../../shared/ids.js';
import type { IntentOutcome } from '../model/answer-maker.js';

/**
 * A payment attempt and what it belongs to: its order with the number the shopper sees, its payment, intent and first
 * step.
 */
export type AttemptIds = Readonly<{
  id: OrderId;
  number: string;
  paymentId: PaymentId;
  intentId: PaymentIntentId;
  stepId: PspStepId;
}>;

/** The answer to a shopper whose attempt was opened; stored under the idempotency key and replayed unchanged. */
export const orderAnswer = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  paymentId: z.string(),
  paymentIntentId: z.string(),
  paymentIntentStatus: z.enum(['CREATED_PENDING', 'CREATED', 'CANCELED']),
  clientSecret: z.string().nullable(),
  retryAfterMs: z.int().nullable(),
});

export type OrderAnswer = z.output<typeof orderAnswer>;

/** The answer until the PSP has answered. */
export function provisionalAnswer({
  id,
  number,
  paymentId,
  intentId,
}: Omit<AttemptIds, 'stepId'>): OrderAnswer {
  return {
    orderId: id,
    orderNumber: number,
    paymentId,
    paymentIntentId: intentId,
    paymentIntentStatus: 'CREATED_PENDING',
    clientSecret: null,
    retryAfterMs: RETRY_AFTER_MS,
  };
}

/** The answer after the PSP has answered; the status is validated when the answer is parsed. */
export function knownAnswer(provisional: OrderAnswer, { status, clientSecret }: IntentOutcome): unknown {
  return { ...provisional, paymentIntentStatus: status, clientSecret, retryAfterMs: null };
}
