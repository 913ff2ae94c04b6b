import type { Checkouts, KnownIntent } from './ports.js';
import type { Psp } from '../psp/psp.js';
import type { PspIdentity } from './psp-agreement.js';
import { foreignness } from './psp-agreement.js';
import type { RecordPspResultDependencies } from './record-psp-result.js';
import { recordPspFact } from './record-psp-result.js';
import type { WaitingWebhook, WebhookInbox } from './webhook-inbox.js';

export type ProcessWebhookDependencies = RecordPspResultDependencies &
  Readonly<{ inbox: WebhookInbox; psp: Psp; checkouts: Checkouts; pspIdentity: PspIdentity }>;

/**
 * Types that say something about money, by the object that they are about; what they mean is read from the object itself.
 * A charge is looked at through its intent. What the other types tell, one of these tells, too.
 */
const SUBJECTS = [
  { types: /^(payment_intent\.|charge\.(captured|expired|updated)$)/, subject: 'INTENT' },
  { types: /^(charge\.)?refund\./, subject: 'REFUND' },
] as const;

/** An event may arrive before our own answer is committed; this long is enough for every such race. */
const MAX_ATTEMPTS = 8;
const RETRY_MS = 2_000;

/**
 * The events of the queue that need work of their own. What our books say already, or what is about no money, is marked as
 * processed here, all at once: with many captures that is nearly everything, because our own calls were answered with the
 * same before.
 */
export async function takeTellingWebhooks(
  { inbox, pspIdentity }: Pick<ProcessWebhookDependencies, 'inbox' | 'pspIdentity'>,
  limit: number,
): Promise<readonly WaitingWebhook[]> {
  const taken = await inbox.takeUndispatched(limit);
  const telling = taken.filter((event) => tellsSomething(event, pspIdentity));
  const rest = taken.filter((event) => !telling.includes(event));
  if (rest.length > 0) await inbox.markProcessed(rest.map(({ id }) => id));
  return telling;
}

/** A foreign event is for a person, whatever it is about. */
function tellsSomething(event: WaitingWebhook, pspIdentity: PspIdentity): boolean {
  if (foreignness(event.claim, pspIdentity) !== null) return true;
  if (subjectOf(event) === null || event.pspObjectId === null) return false;
  return event.known === null || !isKnownAlready(event, event.known);
}

function subjectOf({ type }: WaitingWebhook): 'INTENT' | 'REFUND' | null {
  return SUBJECTS.find(({ types }) => types.test(type))?.subject ?? null;
}

export type WebhookOutcome = 'RECORDED' | 'NOTHING_NEW' | 'POSTPONED' | 'PARKED' | 'GONE';

/**
 * Processes one kept webhook. The event only says that something happened to an object; what is true now is read from
 * the PSP, so that late, doubled and reordered deliveries all lead to the same state. An event of another account or mode,
 * or about other money than we asked for, is parked for a person and changes nothing.
 */
export async function processWebhook(
  dependencies: ProcessWebhookDependencies,
  { eventId }: { eventId: string },
): Promise<WebhookOutcome> {
  const { inbox, pspIdentity } = dependencies;
  const event = await inbox.find(eventId);
  if (event === null) return 'GONE';
  const reason = foreignness(event.claim, pspIdentity);
  if (reason !== null) return park(inbox, event, reason);
  const subject = subjectOf(event);
  if (subject === null || event.pspObjectId === null) return nothingNew(inbox, event);
  try {
    const { pspObjectId } = event;
    return await recordWhatIsTrue(dependencies, { ...event, pspObjectId, subject });
  } catch (error) {
    // A fault of ours is not a reason to lose the event, nor to try it for ever.
    await postponeOrPark(inbox, event, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

type MeaningfulEvent = WaitingWebhook & Readonly<{ pspObjectId: string; subject: 'INTENT' | 'REFUND' }>;

async function recordWhatIsTrue(
  dependencies: ProcessWebhookDependencies,
  event: MeaningfulEvent,
): Promise<WebhookOutcome> {
  const { inbox, psp, checkouts } = dependencies;
  const id = event.pspObjectId;
  // An intent of somebody else's is not even looked at; a refund has to be, because only it says whose it is.
  const known = event.subject === 'INTENT' ? event.known : null;
  if (event.subject === 'INTENT' && known === null) return unknownObject(inbox, event);
  if (known !== null && isKnownAlready(event, known)) return nothingNew(inbox, event);
  const answer = await (event.subject === 'INTENT' ? psp.retrieveIntent(id) : psp.retrieveRefund(id));
  if (answer.outcome === 'not_called') {
    await inbox.postpone(event.id, { inMs: answer.retryInMs, counts: false });
    return 'POSTPONED';
  }
  if (!('fact' in answer)) return postponeOrPark(inbox, event, answer.reason);
  const { fact } = answer;
  const concerned = fact.kind === 'REFUND' ? await checkouts.findByRefund(fact.refundId) : known;
  if (concerned === null) return unknownObject(inbox, event);
  const recorded = await recordPspFact(dependencies, {
    orderId: concerned.orderId,
    subject: { intentId: concerned.intentId, paymentOrderIds: [] },
    fact,
    said: [event.claim.said, answer.said].filter((said) => said !== null && said !== undefined),
    by: { actor: 'psp', actorId: null, cause: event.id, correlationId: `${event.id}-${event.attempt}` },
  });
  if ('disagreement' in recorded) return park(inbox, event, `${id}: ${recorded.disagreement}`);
  if (!recorded.changed) return nothingNew(inbox, event);
  await inbox.markProcessed([event.id]);
  return 'RECORDED';
}

/** By type of event, how far the story of its intent has come when our books have what it tells. */
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
 * Whether our books are at least as far as an event: then the PSP is not asked. Nearly all events come after the answers that
 * told the same. One about other money than was asked for is none of those.
 */
function isKnownAlready({ type, claim: { said } }: WaitingWebhook, known: KnownIntent): boolean {
  const isTheirs =
    said !== null && (said.amountMinor !== known.asked.amountMinor || said.currency !== known.asked.currency);
  return !isTheirs && (KNOWN_WHEN[type]?.(known) ?? false);
}

async function nothingNew(inbox: WebhookInbox, { id }: { id: string }): Promise<WebhookOutcome> {
  await inbox.markProcessed([id]);
  return 'NOTHING_NEW';
}

function unknownObject(inbox: WebhookInbox, event: MeaningfulEvent): Promise<WebhookOutcome> {
  return postponeOrPark(inbox, event, `${event.pspObjectId} belongs to no order of ours`);
}

async function postponeOrPark(
  inbox: WebhookInbox,
  { id, attempt }: { id: string; attempt: number },
  reason: string,
): Promise<WebhookOutcome> {
  if (attempt >= MAX_ATTEMPTS) return park(inbox, { id }, reason);
  await inbox.postpone(id, { inMs: RETRY_MS * 2 ** attempt, counts: true });
  return 'POSTPONED';
}

async function park(inbox: WebhookInbox, { id }: { id: string }, reason: string): Promise<WebhookOutcome> {
  await inbox.park(id, reason);
  return 'PARKED';
}
