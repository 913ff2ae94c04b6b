import { API_VERSION } from '../http/api-version.js';
import { now, type Call } from '../http/call.js';
import { queueDeliveries } from '../webhooks/queue-deliveries.js';
import type { StripeEvent } from './event.js';

/** Records an event about the object and queues its webhooks. */
export function emitEvent(call: Call, type: string, object: object): void {
  storeEvent(call, type, { object });
}

/** The same for a change whose old values Stripe reports in `previous_attributes`. */
export function emitChange(call: Call, type: string, change: { object: object; previous: object }): void {
  storeEvent(call, type, { object: change.object, previous_attributes: change.previous });
}

function storeEvent(call: Call, type: string, data: StripeEvent['data']): void {
  const { account } = call;
  const id = call.ids.next('evt');
  const pending = queueDeliveries(call, { id, type, object: data.object });
  call.tx.put(
    'event',
    {
      id,
      object: 'event',
      ...(account === null ? {} : { account }),
      api_version: API_VERSION,
      created: now(call),
      data,
      livemode: false,
      pending_webhooks: pending,
      request: { id: call.requestId, idempotency_key: call.idempotencyKey },
      type,
    },
    account,
  );
}
