import { z } from 'zod';

import { RETRY_AFTER_MS } from '../../psp/budget.js';
import type { OrderId, PaymentId, PaymentIntentId, PspStepId } from '../../shared/ids.js';
import type { IntentOutcome } from '../model/answer-maker.js';

/** An attempt to pay and what it belongs to: its order with the number that the shopper sees, its payment, intent and first step. */
export type AttemptIds = Readonly<{
  id: OrderId;
  number: string;
  paymentId: PaymentId;
  intentId: PaymentIntentId;
  stepId: PspStepId;
}>;

/** What a shopper is told about an order whose attempt was opened; stored under the idempotency key and replayed as it is. */
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

/** The answer while the PSP has not spoken. */
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

/** The answer once it has; the status is checked when the answer is read. */
export function knownAnswer(provisional: OrderAnswer, { status, clientSecret }: IntentOutcome): unknown {
  return { ...provisional, paymentIntentStatus: status, clientSecret, retryAfterMs: null };
}
