import type { WebhookSubject } from '../../psp/webhook-subject.js';
import type { KnownIntent } from '../model/ports.js';
import type { CheckoutWebhookPorts } from './record-webhook.js';
import { recordWebhook } from './record-webhook.js';

/** Events about refunds. Only the refund itself names its order, so it is always looked up. */
export function refundWebhooks(ports: CheckoutWebhookPorts): WebhookSubject<KnownIntent> {
  return {
    name: 'refund',
    types: ['refund.*', 'charge.refund.*'],
    isKnown: () => false,
    async process(event) {
      const answer = await ports.psp.retrieveRefund(event.pspObjectId);
      return recordWebhook(ports, {
        event,
        answer,
        find: async (fact) =>
          fact.kind === 'REFUND' ? ports.checkouts.findByRefund(fact.refundId) : Promise.resolve(null),
      });
    },
  };
}
