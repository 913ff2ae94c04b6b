import { z } from 'zod';

import { defineEvent } from '../shared/event-envelope.js';

const minor = z
  .string()
  .regex(/^-?\d+$/)
  .describe('Minor units as decimal text; negative if the seller owes the platform.');

/** A seller's balance in one currency changed; the data has the balance after the change. */
export const sellerBalanceChanged = defineEvent({
  topic: 'splitcart.sellers.v1',
  aggregateType: 'seller',
  type: 'SellerBalanceChanged',
  schema: z.object({
    sellerId: z.string(),
    currency: z.string(),
    pendingMinor: minor,
    availableMinor: minor,
    pendingChangeMinor: minor,
    availableChangeMinor: minor,
    orderId: z
      .string()
      .nullable()
      .describe('The order whose money moved; null if pending funds became available.'),
  }),
  example: {
    sellerId: 'sel_01k',
    currency: 'EUR',
    pendingMinor: '1455',
    availableMinor: '20000',
    pendingChangeMinor: '1455',
    availableChangeMinor: '0',
    orderId: 'ord_01k',
  },
});
