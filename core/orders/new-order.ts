import { z } from 'zod';

import { RETRY_AFTER_MS } from '../psp/budget.js';
import type { OrderId, PaymentId, PaymentIntentId, PspStepId } from '../shared/ids.js';
import { newId } from '../shared/ids.js';
import { newOrderNumber } from './order-number.js';

/** How long the stock of an unpaid order is held. */
export const RESERVATION_TTL_MS = 30 * 60_000;

/** The PSP takes amounts of at most eight digits in minor units, whatever the currency. */
export const MAX_ORDER_TOTAL_MINOR = 99_999_999n;

/** The names of an order's parts, given before anything is written so that the first answer can name them. */
export type NewOrder = Readonly<{
  id: OrderId;
  number: string;
  paymentId: PaymentId;
  intentId: PaymentIntentId;
  stepId: PspStepId;
}>;

export function newOrder(): NewOrder {
  return {
    id: newId('ord'),
    number: newOrderNumber(),
    paymentId: newId('pay'),
    intentId: newId('pin'),
    stepId: newId('stp'),
  };
}

/** What a shopper is told about a placed order; stored under the idempotency key and replayed as it is. */
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
}: Omit<NewOrder, 'stepId'>): OrderAnswer {
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
