import { API_VERSION } from '../http/api-version.js';
import { now, type Call } from '../http/call.js';
import { queueDeliveries } from '../webhooks/queue-deliveries.js';

/** Records that something happened and queues its webhooks. `previous` holds the old values of what changed. */
export function emitEvent(call: Call, type: string, object: object, previous?: object): void {
  const account = call.account;
  const id = call.ids.next('evt');
  const pending = queueDeliveries(call, { id, type });
  call.tx.put(
    'event',
    {
      id,
      object: 'event',
      ...(account === null ? {} : { account }),
      api_version: API_VERSION,
      created: now(call),
      data: previous === undefined ? { object } : { object, previous_attributes: previous },
      livemode: false,
      pending_webhooks: pending,
      request: { id: call.requestId, idempotency_key: call.idempotencyKey },
      type,
    },
    account,
  );
}
