import { z } from 'zod';

import { cancellationReasons } from './cancellation-reason.js';
import { deliveryWitnesses } from './delivery-witness.js';
import { defineEvent } from '../../shared/event-envelope.js';

const minor = z
  .string()
  .regex(/^\d+$/)
  .describe('Minor units as decimal text; JSON numbers would lose large amounts.');

const sellers = z.array(z.object({ sellerId: z.string(), sellerOrderId: z.string(), totalMinor: minor }));

const order = { topic: 'splitcart.orders.v1', aggregateType: 'order' } as const;

const exampleSellers = [{ sellerId: 'sel_01k', sellerOrderId: 'so_01k', totalMinor: '5820' }];

/** An order was placed and its stock reserved; it is not paid yet. */
export const orderCreated = defineEvent({
  ...order,
  type: 'OrderCreated',
  schema: z.object({
    orderId: z.string(),
    orderNumber: z.string(),
    currency: z.string(),
    totalMinor: minor,
    sellers,
  }),
  example: {
    orderId: 'ord_01k',
    orderNumber: 'K7Q2-M4XD',
    currency: 'EUR',
    totalMinor: '5820',
    sellers: exampleSellers,
  },
});

/** The payment is authorized: fulfilment may start. */
export const orderConfirmed = defineEvent({
  ...order,
  type: 'OrderConfirmed',
  schema: z.object({
    orderId: z.string(),
    orderNumber: z.string(),
    confirmedAt: z.iso.datetime(),
    currency: z.string(),
    totalMinor: minor,
    sellers,
  }),
  example: {
    orderId: 'ord_01k',
    orderNumber: 'K7Q2-M4XD',
    confirmedAt: '2026-11-21T09:00:00.000Z',
    currency: 'EUR',
    totalMinor: '5820',
    sellers: exampleSellers,
  },
});

/** The order was not paid in time: its stock is released, and nothing will be authorized or captured. */
export const orderExpired = defineEvent({
  ...order,
  type: 'OrderExpired',
  schema: z.object({ orderId: z.string(), orderNumber: z.string(), expiredAt: z.iso.datetime() }),
  example: { orderId: 'ord_01k', orderNumber: 'K7Q2-M4XD', expiredAt: '2026-11-21T09:30:00.000Z' },
});

/** The order was canceled. If it was paid, a void or a refund follows; otherwise nothing is authorized or captured. */
export const orderCanceled = defineEvent({
  ...order,
  type: 'OrderCanceled',
  schema: z.object({
    orderId: z.string(),
    orderNumber: z.string(),
    canceledAt: z.iso.datetime(),
    reason: z.enum(cancellationReasons),
    by: z.enum(['BUYER', 'OPERATOR']),
  }),
  example: {
    orderId: 'ord_01k',
    orderNumber: 'K7Q2-M4XD',
    canceledAt: '2026-11-21T09:10:00.000Z',
    reason: 'CHANGED_MIND',
    by: 'BUYER',
  },
});

/** Everything that will be captured is captured. */
export const orderPaid = defineEvent({
  ...order,
  type: 'OrderPaid',
  schema: z.object({
    orderId: z.string(),
    orderNumber: z.string(),
    currency: z.string(),
    capturedMinor: minor,
  }),
  example: { orderId: 'ord_01k', orderNumber: 'K7Q2-M4XD', currency: 'EUR', capturedMinor: '5820' },
});

/** A seller handed a parcel to a carrier, with all or some of the remaining units of their seller order. */
export const sellerOrderShipped = defineEvent({
  ...order,
  type: 'SellerOrderShipped',
  schema: z.object({
    orderId: z.string(),
    orderNumber: z.string(),
    sellerOrderId: z.string(),
    sellerId: z.string(),
    shipmentId: z.string(),
    carrier: z.string(),
    trackingNumber: z.string(),
    shippedAt: z.iso.datetime(),
    amountMinor: minor,
    currency: z.string(),
    lines: z.array(z.object({ orderLineId: z.string(), quantity: z.int() })),
    isLast: z.boolean().describe('Whether nothing of this seller is left to ship.'),
  }),
  example: {
    orderId: 'ord_01k',
    orderNumber: 'K7Q2-M4XD',
    sellerOrderId: 'so_01k',
    sellerId: 'sel_01k',
    shipmentId: 'shp_01k',
    carrier: 'DHL',
    trackingNumber: '00340434161094042557',
    shippedAt: '2026-11-22T15:00:00.000Z',
    amountMinor: '1940',
    currency: 'EUR',
    lines: [{ orderLineId: 'ln_01k', quantity: 2 }],
    isLast: true,
  },
});

/** Everything the seller shipped has arrived, or is assumed to have. The order may already be complete. */
export const sellerOrderDelivered = defineEvent({
  ...order,
  type: 'SellerOrderDelivered',
  schema: z.object({
    orderId: z.string(),
    orderNumber: z.string(),
    sellerOrderId: z.string(),
    sellerId: z.string(),
    deliveredAt: z.iso.datetime(),
    by: z.enum(deliveryWitnesses).describe('TIMEOUT: nobody confirmed it within the delivery period.'),
  }),
  example: {
    orderId: 'ord_01k',
    orderNumber: 'K7Q2-M4XD',
    sellerOrderId: 'so_01k',
    sellerId: 'sel_01k',
    deliveredAt: '2026-11-24T10:30:00.000Z',
    by: 'BUYER',
  },
});

/** Every payment order is captured, voided or refunded, and nothing is left to ship. */
export const orderCompleted = defineEvent({
  ...order,
  type: 'OrderCompleted',
  schema: z.object({ orderId: z.string(), orderNumber: z.string(), completedAt: z.iso.datetime() }),
  example: { orderId: 'ord_01k', orderNumber: 'K7Q2-M4XD', completedAt: '2026-11-22T15:00:04.000Z' },
});
