import type { ObjectWebhook, WebhookResult } from '../../psp/webhook-subject.js';
import type { OrderId, PaymentIntentId } from '../../shared/ids.js';
import type { CheckoutAnswer, CheckoutFact } from '../model/checkout-psp.js';
import type { CheckoutPsp } from '../model/checkout-psp.js';
import type { RecordPorts } from '../record-result.js';
import { recordFact } from '../record-fact.js';

export type CheckoutWebhookPorts = Pick<RecordPorts, 'transaction' | 'checkouts' | 'live'> &
  Readonly<{ psp: CheckoutPsp }>;

type FactOwner = Readonly<{ orderId: OrderId; intentId: PaymentIntentId }>;

/** Records the current state of an event's object at the PSP. */
export async function recordWebhook(
  ports: CheckoutWebhookPorts,
  {
    event,
    answer,
    find,
  }: Readonly<{
    event: ObjectWebhook<unknown>;
    answer: CheckoutAnswer;
    /** The order that the fact is about; null when it is not ours. */
    find: (fact: CheckoutFact) => Promise<FactOwner | null>;
  }>,
): Promise<WebhookResult> {
  if (answer.outcome === 'not_called') return { outcome: 'NOT_CALLED', retryInMs: answer.retryInMs };
  if (!('fact' in answer)) return { outcome: 'UNDECIDED', reason: answer.reason };
  const { fact } = answer;
  const owner = await find(fact);
  if (owner === null) return { outcome: 'UNKNOWN_OBJECT' };
  const recorded = await recordFact(ports, {
    orderId: owner.orderId,
    subject: { intentId: owner.intentId, paymentOrderIds: [] },
    fact,
    reported: [event.envelope.reported, answer.reported].filter(
      (reported) => reported !== null && reported !== undefined,
    ),
    by: { actor: 'psp', actorId: null, cause: event.id, correlationId: `${event.id}-${event.attempt}` },
  });
  if ('amountMismatch' in recorded) return { outcome: 'MISMATCH', reason: recorded.amountMismatch };
  return { outcome: recorded.changed ? 'RECORDED' : 'NOTHING_NEW' };
}
