import type { AttemptIds } from '../checkout/authorization/order-answer.js';
import { newId } from '../shared/ids.js';
import { newOrderNumber } from './order-number.js';

/** How long the stock of an unpaid order is reserved. */
export const RESERVATION_TTL_MS = 30 * 60_000;

/** The ids of an order's parts, created before anything is written so that the first answer can contain them. */
export function newOrder(): AttemptIds {
  return {
    id: newId('ord'),
    number: newOrderNumber(),
    paymentId: newId('pay'),
    intentId: newId('pin'),
    stepId: newId('stp'),
  };
}
