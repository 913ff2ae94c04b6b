import type Stripe from 'stripe';
import { z } from 'zod';

import type { ReceivedWebhook } from '../../core/psp/webhook-inbox.js';
import { moneyOf } from './stripe-facts.js';

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
      return received(stripe.webhooks.constructEvent(rawBody, signature, secret));
    } catch {
      // Wrong secret, forged, cut short or too old: the next secret decides, and without one the event is refused.
    }
  }
  return null;
}

/** What we read of the object inside an event; each kind of object has some of it. */
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
