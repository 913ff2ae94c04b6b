import type { Psp } from './psp.js';
import type { Checkouts } from './ports.js';
import type { RecordPspResultDependencies } from './record-psp-result.js';
import { recordPspFact } from './record-psp-result.js';
import type { WebhookInbox } from './webhook-inbox.js';

export type ProcessWebhookDependencies = RecordPspResultDependencies &
  Readonly<{ inbox: WebhookInbox; psp: Psp; checkouts: Checkouts }>;

/** Types whose object is an intent; what they mean is read from the intent itself. */
const INTENT_EVENTS = /^payment_intent\./;

/** An event may arrive before our own answer is committed; this long is enough for every such race. */
const MAX_ATTEMPTS = 8;
const RETRY_MS = 2_000;

export type WebhookOutcome = 'RECORDED' | 'NOTHING_NEW' | 'POSTPONED' | 'PARKED' | 'GONE';

/**
 * Processes one kept webhook. The event only says that something happened to an object; what is true now is read from
 * the PSP, so that late, doubled and reordered deliveries all lead to the same state.
 */
export async function processWebhook(
  dependencies: ProcessWebhookDependencies,
  { eventId }: { eventId: string },
): Promise<WebhookOutcome> {
  const { inbox } = dependencies;
  const event = await inbox.find(eventId);
  if (event === null) return 'GONE';
  if (!INTENT_EVENTS.test(event.type) || event.pspObjectId === null) {
    await inbox.markProcessed(eventId);
    return 'NOTHING_NEW';
  }
  try {
    return await recordWhatIsTrue(dependencies, { ...event, pspObjectId: event.pspObjectId });
  } catch (error) {
    // A fault of ours is not a reason to lose the event, nor to try it for ever.
    await postponeOrPark(inbox, event, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function recordWhatIsTrue(
  dependencies: ProcessWebhookDependencies,
  event: { id: string; attempt: number; pspObjectId: string },
): Promise<WebhookOutcome> {
  const { inbox, psp, checkouts } = dependencies;
  const known = await checkouts.findByPspIntent(event.pspObjectId);
  if (known === null) return postponeOrPark(inbox, event, `${event.pspObjectId} belongs to no order of ours`);
  const answer = await psp.retrieveIntent(event.pspObjectId);
  if (answer.outcome === 'not_called') {
    await inbox.postpone(event.id, { inMs: answer.retryInMs, counts: false });
    return 'POSTPONED';
  }
  if (!('fact' in answer)) return postponeOrPark(inbox, event, answer.reason);
  const { changed } = await recordPspFact(dependencies, {
    orderId: known.orderId,
    subject: { intentId: known.intentId, paymentOrderIds: [] },
    fact: answer.fact,
    by: { actor: 'psp', actorId: null, cause: event.id, correlationId: `${event.id}-${event.attempt}` },
  });
  await inbox.markProcessed(event.id);
  return changed ? 'RECORDED' : 'NOTHING_NEW';
}

async function postponeOrPark(
  inbox: WebhookInbox,
  { id, attempt }: { id: string; attempt: number },
  reason: string,
): Promise<WebhookOutcome> {
  if (attempt >= MAX_ATTEMPTS) {
    await inbox.park(id, reason);
    return 'PARKED';
  }
  await inbox.postpone(id, { inMs: RETRY_MS * 2 ** attempt, counts: true });
  return 'POSTPONED';
}
