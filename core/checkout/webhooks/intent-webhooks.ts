import type { ObjectWebhook, WebhookSubject } from '../../psp/webhook-subject.js';
import type { KnownIntent } from '../model/ports.js';
import type { CheckoutWebhookPorts } from './record-webhook.js';
import { recordWebhook } from './record-webhook.js';

/** By type of event, how far the story of its intent has come when our books have what it tells. */
const KNOWN_WHEN: Readonly<Record<string, (intent: KnownIntent) => boolean>> = {
  'payment_intent.created': () => true,
  'payment_intent.amount_capturable_updated': ({ isHeld }) => isHeld,
  'payment_intent.succeeded': ({ isOver }) => isOver,
  'payment_intent.canceled': ({ isOver }) => isOver,
  'charge.updated': ({ isHeld, isOver }) => isHeld || isOver,
  'charge.captured': ({ isOver }) => isOver,
  'charge.expired': ({ isOver }) => isOver,
};

/**
 * Events about intents, and about charges, which are looked at through their intent. What other types of charges tell, one of
 * these tells, too. An intent of somebody else's is not even looked at.
 */
export function intentWebhooks(ports: CheckoutWebhookPorts): WebhookSubject<KnownIntent> {
  return {
    name: 'intent',
    types: ['payment_intent.*', 'charge.captured', 'charge.expired', 'charge.updated'],
    isKnown,
    async process(event) {
      const { known } = event;
      if (known === null) return { outcome: 'UNKNOWN_OBJECT' };
      if (isKnown(event)) return { outcome: 'NOTHING_NEW' };
      const answer = await ports.psp.retrieveIntent(event.pspObjectId);
      return recordWebhook(ports, { event, answer, find: () => Promise.resolve(known) });
    },
  };
}

/**
 * Nearly all events come after the answers that told the same. One about other money than was asked for is none of those.
 */
function isKnown({ type, envelope: { reported }, known }: ObjectWebhook<KnownIntent>): boolean {
  if (known === null) return false;
  const { amountMinor, currency } = known.asked;
  const isTheirs =
    reported !== null && (reported.amountMinor !== amountMinor || reported.currency !== currency);
  return !isTheirs && (KNOWN_WHEN[type]?.(known) ?? false);
}
