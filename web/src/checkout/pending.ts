import * as z from 'zod/mini';
import { storedValue } from '../shared/stored-value.js';

const addressShape = z.object({
  name: z.string(),
  line1: z.string(),
  line2: z.optional(z.string()),
  city: z.string(),
  postalCode: z.string(),
  country: z.string(),
});

const cardShape = { confirmationToken: z.string(), cardLabel: z.string() };

const checkoutShape = z.object({
  ...cardShape,
  cartToken: z.string(),
  quoteVersion: z.string(),
  email: z.string(),
  shipTo: addressShape,
});

/** "Pay" was pressed and the order may or may not be placed: a reload retries with the same idempotency key. */
export type PendingCheckout = z.infer<typeof checkoutShape>;
export const pendingCheckout = storedValue(() => sessionStorage, 'splitcart.pending-checkout', checkoutShape);

const paymentShape = z.object({
  ...cardShape,
  orderId: z.string(),
  /** The intent that the card was sent to; absent until it is sent. */
  sentTo: z.optional(z.string()),
});

/** The card to pay this order with, until the bank's answer is known. */
export type PendingPayment = z.infer<typeof paymentShape>;
export const pendingPayment = storedValue(() => sessionStorage, 'splitcart.pending-payment', paymentShape);
