import type { Call } from '../http/call.js';

/** Queues the event for every endpoint that listens to its type; answers how many. */
export function queueDeliveries(call: Call, event: { id: string; type: string }): number {
  let queued = 0;
  for (const endpoint of call.tx.table('webhook_endpoint').oldestFirst()) {
    if (endpoint.status !== 'enabled' || !listensTo(endpoint.enabled_events, event.type)) continue;
    // Events of connected accounts go to endpoints created with connect=true only, and the platform's to the others.
    const connect = call.tx.get('webhook_secret', endpoint.id)?.connect ?? false;
    if (connect !== (call.account !== null)) continue;
    call.tx.put('delivery', {
      id: call.ids.next('whd'),
      event: event.id,
      endpoint: endpoint.id,
      state: 'pending',
      attempts: 0,
      dueMs: call.nowMs,
      createdMs: call.nowMs,
      lastStatus: null,
      lastError: null,
      forged: false,
    });
    queued += 1;
  }
  return queued;
}

function listensTo(enabledEvents: readonly string[], type: string): boolean {
  return enabledEvents.includes('*') || enabledEvents.includes(type);
}
