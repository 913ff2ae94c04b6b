import type Stripe from 'stripe';

import type { ReceivedWebhook } from '../../core/payments/webhook-inbox.js';

/**
 * Verifies a webhook over its raw bytes, its age included. With two secrets either may have signed, so that a secret
 * can be rotated without losing an event. Null when nothing of ours signed it.
 */
export function verifyWebhook(
  stripe: Stripe,
  { rawBody, signature, secrets }: { rawBody: Buffer; signature: string; secrets: readonly string[] },
): ReceivedWebhook | null {
  for (const secret of secrets) {
    try {
      const event = stripe.webhooks.constructEvent(rawBody, signature, secret);
      return { id: event.id, type: event.type, pspObjectId: objectIdOf(event.data.object), payload: event };
    } catch {
      // Wrong secret, forged or too old: the next secret decides, and without one the event is refused.
    }
  }
  return null;
}

function objectIdOf(object: object): string | null {
  return 'id' in object && typeof object.id === 'string' ? object.id : null;
}
