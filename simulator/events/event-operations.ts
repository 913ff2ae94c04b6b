import type { Call } from '../http/call.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { operation } from '../http/operation.js';
import { boolean, list, string } from '../http/params.js';
import type { StripeEvent } from './event.js';

/** GET /v1/events/:id */
export const retrieveEvent = operation({
  name: 'events.retrieve',
  method: 'GET',
  path: '/v1/events/:id',
  params: {},
  run: (call, _params, path) => withPending(call, findOwned(call, 'event', { id: path.id })),
});

const eventListParams = { ...listParams, delivery_success: boolean(), type: string(), types: list(string()) };

/** GET /v1/events */
export const listEvents = operation({
  name: 'events.list',
  method: 'GET',
  path: '/v1/events',
  params: eventListParams,
  run(call, params) {
    const page = listObjects(call, {
      kind: 'event',
      params,
      url: '/v1/events',
      keep: (event) =>
        (params.type === undefined || matchesType(params.type, event.type)) &&
        (params.types === undefined || params.types.includes(event.type)) &&
        (params.delivery_success === undefined ||
          params.delivery_success === (withPending(call, event).pending_webhooks === 0)),
    });
    return { ...page, data: page.data.map((event) => withPending(call, event)) };
  },
});

/** `charge.*` matches every charge event type. */
function matchesType(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

/** The event with its current number of undelivered webhooks. */
function withPending(call: Call, event: StripeEvent): StripeEvent {
  if (event.pending_webhooks === 0) return event;
  let pending = 0;
  for (const delivery of call.tx.table('delivery').oldestFirst()) {
    if (delivery.event === event.id && delivery.state === 'pending') pending += 1;
  }
  return { ...event, pending_webhooks: pending };
}
