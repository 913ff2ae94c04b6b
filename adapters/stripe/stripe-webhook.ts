import type Stripe from 'stripe';
import { z } from 'zod';

import type { ReceivedWebhook } from '../../core/psp/webhook-inbox.js';
import { moneyOf } from './stripe-facts.js';

/**
 * Verifies a webhook's signature over its raw bytes, and its age. Any of the secrets may have signed it, so that a
 * secret can be rotated without losing an event. Null when none did.
 */
export function verifyWebhook(
  stripe: Stripe,
  { rawBody, signature, secrets }: { rawBody: Buffer; signature: string; secrets: readonly string[] },
): ReceivedWebhook | null {
  for (const secret of secrets) {
    try {
      return received(stripe.webhooks.constructEvent(rawBody, signature, secret));
    } catch {
      // Wrong secret, forged, truncated or too old: try the next secret; without one the event is rejected.
    }
  }
  return null;
}

/** The fields we read of the object inside an event; each kind of object has some of them. */
const eventObject = z.object({
  id: z.string().nullish(),
  object: z.string().nullish(),
  payment_intent: z.string().nullish(),
  amount: z.number().int().nullish(),
  currency: z.string().nullish(),
});

function received(event: Stripe.Event): ReceivedWebhook {
  const { id, object, payment_intent: intent, amount, currency } = eventObject.parse(event.data.object);
  const pspObjectId = (object === 'charge' ? intent : null) ?? id ?? null;
  const reported =
    typeof amount === 'number' && typeof currency === 'string' ? moneyOf({ amount, currency }) : null;
  const envelope = { livemode: event.livemode, account: event.account ?? null, reported };
  return { id: event.id, type: event.type, pspObjectId, envelope, payload: event };
}
