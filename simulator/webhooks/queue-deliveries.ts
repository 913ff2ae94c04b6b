import { strikeWebhook, type FaultTarget, type Strike } from '../faults/fault-desk.js';
import type { Call } from '../http/call.js';
import type { Delivery, WebhookEndpoint } from './webhook-endpoint.js';

/** The fields of an event that the queue needs. */
export interface QueuedEvent {
  id: string;
  type: string;
  object: object;
}

/** Queues the event for every subscribed endpoint and applies faults; returns the number of endpoints. */
export function queueDeliveries(call: Call, event: QueuedEvent): number {
  const endpoints = listeningEndpoints(call, event.type);
  if (endpoints.length === 0) return 0;
  const strikes = strikeWebhook(call.tx, call.ids.seed, target(event));
  for (const endpoint of endpoints) {
    for (const delivery of deliveries(call, strikes)) {
      call.tx.put('delivery', { ...delivery, event: event.id, endpoint: endpoint.id });
    }
  }
  return endpoints.length;
}

/** Queues an extra delivery without faults, for `stripe events resend` and the panel. */
export function queueResend(call: Call, event: string, endpoint: string): void {
  call.tx.put('delivery', { ...blankDelivery(call), event, endpoint });
}

function listeningEndpoints(call: Call, type: string): WebhookEndpoint[] {
  const listening: WebhookEndpoint[] = [];
  for (const endpoint of call.tx.table('webhook_endpoint').oldestFirst()) {
    if (endpoint.status !== 'enabled') continue;
    if (!endpoint.enabled_events.includes('*') && !endpoint.enabled_events.includes(type)) continue;
    // Connected accounts' events go only to endpoints created with connect=true, the platform's to the others.
    const connect = call.tx.get('webhook_secret', endpoint.id)?.connect ?? false;
    if (connect === (call.account !== null)) listening.push(endpoint);
  }
  return listening;
}

type BlankDelivery = Omit<Delivery, 'event' | 'endpoint'>;

function deliveries(call: Call, strikes: readonly Strike[]): BlankDelivery[] {
  let lateMs = 0;
  let copies = 1;
  let dropped = false;
  let forged = 0;
  for (const { fault, delayMs } of strikes) {
    if (fault.kind === 'webhook_drop') dropped = true;
    if (fault.kind === 'webhook_duplicate') copies += fault.copies;
    if (fault.kind === 'webhook_forge') forged += 1;
    if (fault.kind === 'webhook_delay' || fault.kind === 'webhook_reorder') lateMs += delayMs;
  }
  const state = dropped ? 'dropped' : 'pending';
  return [
    ...Array.from(
      { length: copies },
      () => ({ ...blankDelivery(call), state, dueMs: call.nowMs + lateMs }) as const,
    ),
    ...Array.from({ length: forged }, () => ({ ...blankDelivery(call), forged: true })),
  ];
}

function blankDelivery(call: Call): BlankDelivery {
  return {
    id: call.ids.next('whd'),
    state: 'pending',
    attempts: 0,
    dueMs: call.nowMs,
    createdMs: call.nowMs,
    lastStatus: null,
    lastError: null,
    forged: false,
  };
}

/** Faults match an event by its type and by the amount and metadata of its object. */
function target({ type, object }: QueuedEvent): FaultTarget {
  const id = 'id' in object && typeof object.id === 'string' ? object.id : undefined;
  const intent =
    'payment_intent' in object && typeof object.payment_intent === 'string' ? object.payment_intent : id;
  const metadata = 'metadata' in object && typeof object.metadata === 'object' ? object.metadata : null;
  const amount = 'amount' in object && typeof object.amount === 'number' ? object.amount : undefined;
  return { operation: type, amount, metadata: { ...metadata }, intent };
}
