import { z } from 'zod';

import { defineEvent } from '../../shared/event-envelope.js';

const minor = z
  .string()
  .regex(/^\d+$/)
  .describe('Minor units as decimal text; JSON numbers would lose large amounts.');

const payment = { topic: 'splitcart.payments.v1', aggregateType: 'payment' } as const;

const subject = { paymentId: z.string(), orderId: z.string() };
const exampleSubject = { paymentId: 'pay_01k', orderId: 'ord_01k' };

const paymentOrder = {
  ...subject,
  paymentOrderId: z.string(),
  sellerId: z.string(),
  amountMinor: minor,
  currency: z.string(),
};
const examplePaymentOrder = {
  ...exampleSubject,
  paymentOrderId: 'po_01k',
  sellerId: 'sel_01k',
  amountMinor: '1940',
  currency: 'EUR',
};

/** The attempt exists at the PSP; the shopper may confirm it. */
export const paymentIntentCreated = defineEvent({
  ...payment,
  type: 'PaymentIntentCreated',
  schema: z.object({
    ...subject,
    paymentIntentId: z.string(),
    attempt: z.int(),
    amountMinor: minor,
    currency: z.string(),
  }),
  example: {
    ...exampleSubject,
    paymentIntentId: 'pin_01k',
    attempt: 1,
    amountMinor: '5820',
    currency: 'EUR',
  },
});

/** The whole amount is authorized on the shopper's card; nothing is captured yet. */
export const paymentAuthorized = defineEvent({
  ...payment,
  type: 'PaymentAuthorized',
  schema: z.object({
    ...subject,
    paymentIntentId: z.string(),
    amountMinor: minor,
    currency: z.string(),
    captureBefore: z.iso.datetime().nullable(),
  }),
  example: {
    ...exampleSubject,
    paymentIntentId: 'pin_01k',
    amountMinor: '5820',
    currency: 'EUR',
    captureBefore: '2026-11-28T09:00:00.000Z',
  },
});

/** The bank declined this attempt; nothing is authorized. */
export const paymentDeclined = defineEvent({
  ...payment,
  type: 'PaymentDeclined',
  schema: z.object({ ...subject, paymentIntentId: z.string(), attempt: z.int(), declineCode: z.string() }),
  example: { ...exampleSubject, paymentIntentId: 'pin_01k', attempt: 1, declineCode: 'insufficient_funds' },
});

/** The payment reached CAPTURED. */
export const paymentSucceeded = defineEvent({
  ...payment,
  type: 'PaymentSucceeded',
  schema: z.object({ ...subject, capturedMinor: minor, currency: z.string() }),
  example: { ...exampleSubject, capturedMinor: '5820', currency: 'EUR' },
});

/** The capture of a payment order is scheduled. */
export const paymentOrderCaptureRequested = defineEvent({
  ...payment,
  type: 'PaymentOrderCaptureRequested',
  schema: z.object(paymentOrder),
  example: examplePaymentOrder,
});

/** A payment order was captured. */
export const paymentOrderCaptured = defineEvent({
  ...payment,
  type: 'PaymentOrderCaptured',
  schema: z.object(paymentOrder),
  example: examplePaymentOrder,
});

/** The capture of a payment order failed definitively. */
export const paymentOrderCaptureFailed = defineEvent({
  ...payment,
  type: 'PaymentOrderCaptureFailed',
  schema: z.object({ ...paymentOrder, reason: z.string() }),
  example: { ...examplePaymentOrder, reason: 'charge_expired_for_capture' },
});

/** A payment order was voided, by a manual command, a cancellation, a failure or the authorization's end. */
export const paymentOrderVoided = defineEvent({
  ...payment,
  type: 'PaymentOrderVoided',
  schema: z.object({ ...paymentOrder, reason: z.string() }),
  example: { ...examplePaymentOrder, reason: 'the seller cannot deliver' },
});

/** Every payment order was voided: nothing is captured, and the authorization is released. */
export const paymentVoided = defineEvent({
  ...payment,
  type: 'PaymentVoided',
  schema: z.object({ ...subject, voidedMinor: minor, currency: z.string() }),
  example: { ...exampleSubject, voidedMinor: '5820', currency: 'EUR' },
});

const refund = { ...paymentOrder, refundId: z.string() };
const exampleRefund = { ...examplePaymentOrder, refundId: 'ref_01k' };

/** Money of a payment order was refunded to the shopper. */
export const paymentRefunded = defineEvent({
  ...payment,
  type: 'PaymentRefunded',
  schema: z.object({
    ...refund,
    reason: z.string(),
    paymentRefundedMinor: minor.describe('Total refunded of the payment, including this refund.'),
  }),
  example: { ...exampleRefund, reason: 'RETURNED', paymentRefundedMinor: '1940' },
});

/** A refund failed, or was reversed by the bank weeks later; the seller has the money. */
export const refundFailed = defineEvent({
  ...payment,
  type: 'RefundFailed',
  schema: z.object({ ...refund, reason: z.string() }),
  example: { ...exampleRefund, reason: 'expired_or_canceled_card' },
});
