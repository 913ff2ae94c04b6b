import type Stripe from 'stripe';

/**
 * The event types that our Stripe endpoint subscribes to (docs/stripe.md). They cover every change of an intent or a
 * refund; Stripe's other types repeat the same changes, at the cost of a request, a row and a read each. Any other
 * type that arrives is stored and processed the same way.
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
