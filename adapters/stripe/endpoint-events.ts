import type Stripe from 'stripe';

/**
 * The types of events that our endpoint at Stripe is to be sent (docs/stripe.md). Whatever the PSP can do to an intent or a
 * refund is told by one of them; Stripe's other types tell the same once more, and each would cost a request, a row and
 * a look. One that comes all the same is kept and processed like these.
 */
export const ENDPOINT_EVENTS = [
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'charge.expired',
  'refund.created',
  'refund.failed',
  'refund.updated',
] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[];
