import type { Psp } from './psp.js';
import type { Checkouts } from './ports.js';
import type { RecordPspResultDependencies } from './record-psp-result.js';
import { recordPspFact } from './record-psp-result.js';
import type { WebhookInbox } from './webhook-inbox.js';

export type ProcessWebhookDependencies = RecordPspResultDependencies &
  Readonly<{ inbox: WebhookInbox; psp: Psp; checkouts: Checkouts }>;

/** Types that say something about money, by the object that they are about; what they mean is read from the object itself. */
const SUBJECTS = [
  { types: /^payment_intent\./, subject: 'INTENT' },
  { types: /^(charge\.)?refund\./, subject: 'REFUND' },
] as const;

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
  const about = SUBJECTS.find(({ types }) => types.test(event.type));
  if (about === undefined || event.pspObjectId === null) {
    await inbox.markProcessed(eventId);
    return 'NOTHING_NEW';
  }
  try {
    const { pspObjectId } = event;
    return await recordWhatIsTrue(dependencies, { ...event, pspObjectId, subject: about.subject });
  } catch (error) {
    // A fault of ours is not a reason to lose the event, nor to try it for ever.
    await postponeOrPark(inbox, event, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function recordWhatIsTrue(
  dependencies: ProcessWebhookDependencies,
  event: { id: string; attempt: number; pspObjectId: string; subject: 'INTENT' | 'REFUND' },
): Promise<WebhookOutcome> {
  const { inbox, psp, checkouts } = dependencies;
  const id = event.pspObjectId;
  // An intent of somebody else's is not even looked at; a refund has to be, because only it says whose it is.
  const known = event.subject === 'INTENT' ? await checkouts.findByPspIntent(id) : null;
  if (event.subject === 'INTENT' && known === null) return unknownObject(inbox, event);
  const answer = await (event.subject === 'INTENT' ? psp.retrieveIntent(id) : psp.retrieveRefund(id));
  if (answer.outcome === 'not_called') {
    await inbox.postpone(event.id, { inMs: answer.retryInMs, counts: false });
    return 'POSTPONED';
  }
  if (!('fact' in answer)) return postponeOrPark(inbox, event, answer.reason);
  const { fact } = answer;
  const concerned = fact.kind === 'REFUND' ? await checkouts.findByRefund(fact.refundId) : known;
  if (concerned === null) return unknownObject(inbox, event);
  const { changed } = await recordPspFact(dependencies, {
    orderId: concerned.orderId,
    subject: { intentId: concerned.intentId, paymentOrderIds: [] },
    fact,
    by: { actor: 'psp', actorId: null, cause: event.id, correlationId: `${event.id}-${event.attempt}` },
  });
  await inbox.markProcessed(event.id);
  return changed ? 'RECORDED' : 'NOTHING_NEW';
}

function unknownObject(
  inbox: WebhookInbox,
  event: { id: string; attempt: number; pspObjectId: string },
): Promise<WebhookOutcome> {
  return postponeOrPark(inbox, event, `${event.pspObjectId} belongs to no order of ours`);
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
