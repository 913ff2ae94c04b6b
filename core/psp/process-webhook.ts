import { assertNever } from '../shared/assert-never.js';
import type { BackOff } from '../shared/back-off.js';
import { retryDelayMs } from '../shared/back-off.js';
import type { WaitingWebhook, WebhookInbox } from './webhook-inbox.js';
import type { PspIdentity } from './webhook-origin.js';
import { originMismatch } from './webhook-origin.js';
import type { ObjectWebhook, WebhookResult, WebhookSubject } from './webhook-subject.js';
import { subjectsByType } from './webhook-subject.js';

export type WebhookOutcome = 'RECORDED' | 'NOTHING_NEW' | 'POSTPONED' | 'PARKED' | 'GONE';

/** Processes the kept events of the PSP. */
export type WebhookProcessor = Readonly<{
  /**
   * The events of the queue that need work of their own. What our books say already, or what is about no object of any
   * subject, is marked as processed here, all at once: with many captures that is nearly everything, because our own calls
   * were answered with the same before.
   */
  takeRelevant: (limit: number) => Promise<readonly WaitingWebhook[]>;
  /**
   * Processes one kept event. It only says that something happened to an object; what is true now is read from the PSP, so
   * that late, doubled and reordered deliveries all lead to the same state. An event of another account or mode, or about
   * other money than we asked for, is parked for a person and changes nothing.
   */
  process: (request: { eventId: string }) => Promise<WebhookOutcome>;
}>;

/** An event may arrive before our own answer is committed; this long is enough for every such race. */
const MAX_ATTEMPTS = 8;
const FIRST_WEBHOOK_RETRY_MS = 4_000;
const LONGEST_WEBHOOK_RETRY_MS = 20 * 60_000;
const WEBHOOK_BACK_OFF: BackOff = { firstMs: FIRST_WEBHOOK_RETRY_MS, longestMs: LONGEST_WEBHOOK_RETRY_MS };

/** Puts the subjects together. Throws when two of them claim the same type of event. */
export function createWebhookProcessor<Known>({
  inbox,
  pspIdentity,
  subjects,
  jitter,
}: Readonly<{
  inbox: WebhookInbox<Known>;
  pspIdentity: PspIdentity;
  subjects: readonly WebhookSubject<Known>[];
  /** A number in [0, 1) that spreads retries. */
  jitter: () => number;
}>): WebhookProcessor {
  const settler = { ...inbox, jitter };
  const subjectOf = subjectsByType(subjects);
  const isRelevant = (event: WaitingWebhook<Known>): boolean => {
    // An event of another account or mode is for a person, whatever it is about.
    if (originMismatch(event.envelope, pspIdentity) !== null) return true;
    const subject = subjectOf(event.type);
    return subject !== null && isAboutObject(event) && !subject.isKnown(event);
  };
  return {
    async takeRelevant(limit) {
      const taken = await inbox.takeUndispatched(limit);
      const relevant = taken.filter(isRelevant);
      const rest = taken.filter((event) => !relevant.includes(event));
      if (rest.length > 0) await inbox.markProcessed(rest.map(({ id }) => id));
      return relevant;
    },
    async process({ eventId }) {
      const event = await inbox.find(eventId);
      if (event === null) return 'GONE';
      const reason = originMismatch(event.envelope, pspIdentity);
      if (reason !== null) return park(inbox, event, reason);
      const subject = subjectOf(event.type);
      if (subject === null || !isAboutObject(event)) return done(inbox, event, 'NOTHING_NEW');
      try {
        return await settle(settler, event, await subject.process(event));
      } catch (error) {
        // A fault of ours is not a reason to lose the event, nor to try it for ever.
        await postponeOrPark(settler, event, error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
  };
}

function isAboutObject<Known>(event: WaitingWebhook<Known>): event is ObjectWebhook<Known> {
  return event.pspObjectId !== null;
}

type Settler = Pick<WebhookInbox, 'markProcessed' | 'postpone' | 'park'>;
type RetryingSettler = Settler & Readonly<{ jitter: () => number }>;
type Settled = Readonly<{ id: string; attempt: number; pspObjectId: string }>;

async function settle(
  inbox: RetryingSettler,
  event: Settled,
  result: WebhookResult,
): Promise<WebhookOutcome> {
  switch (result.outcome) {
    case 'RECORDED':
    case 'NOTHING_NEW':
      return done(inbox, event, result.outcome);
    case 'UNKNOWN_OBJECT':
      return postponeOrPark(inbox, event, `${event.pspObjectId} belongs to no order of ours`);
    case 'UNDECIDED':
      return postponeOrPark(inbox, event, result.reason);
    case 'NOT_CALLED':
      await inbox.postpone(event.id, { inMs: result.retryInMs, counts: false });
      return 'POSTPONED';
    case 'MISMATCH':
      return park(inbox, event, `${event.pspObjectId}: ${result.reason}`);
    default:
      return assertNever(result);
  }
}

async function done(
  inbox: Settler,
  { id }: { id: string },
  outcome: 'RECORDED' | 'NOTHING_NEW',
): Promise<WebhookOutcome> {
  await inbox.markProcessed([id]);
  return outcome;
}

async function postponeOrPark(
  inbox: RetryingSettler,
  { id, attempt }: { id: string; attempt: number },
  reason: string,
): Promise<WebhookOutcome> {
  if (attempt >= MAX_ATTEMPTS) return park(inbox, { id }, reason);
  const inMs = retryDelayMs(WEBHOOK_BACK_OFF, attempt + 1, inbox.jitter());
  await inbox.postpone(id, { inMs, counts: true });
  return 'POSTPONED';
}

async function park(inbox: Settler, { id }: { id: string }, reason: string): Promise<WebhookOutcome> {
  await inbox.park(id, reason);
  return 'PARKED';
}
