import type { ObjectWebhook, WebhookSubject } from '../../psp/webhook-subject.js';
import type { KnownIntent } from '../model/ports.js';
import type { CheckoutWebhookPorts } from './record-webhook.js';
import { recordWebhook } from './record-webhook.js';

/** By event type, when our records already contain what the event reports. */
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
 * Events about intents, and about charges, which are looked up through their intent. Other charge event types report
 * nothing more than these. Unknown intents are not looked up.
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
 * Nearly all events arrive after the answer that reported the same. An event about an amount we did not ask for is
 * never known.
 */
function isKnown({ type, envelope: { reported }, known }: ObjectWebhook<KnownIntent>): boolean {
  if (known === null) return false;
  const { amountMinor, currency } = known.asked;
  const isMismatch =
    reported !== null && (reported.amountMinor !== amountMinor || reported.currency !== currency);
  return !isMismatch && (KNOWN_WHEN[type]?.(known) ?? false);
}
