import { assertNever } from '../shared/assert-never.js';
import type { BackOff } from '../shared/back-off.js';
import { retryDelayMs } from '../shared/back-off.js';
import type { WaitingWebhook, WebhookInbox } from './webhook-inbox.js';
import type { PspIdentity } from './webhook-origin.js';
import { originMismatch } from './webhook-origin.js';
import type { ObjectWebhook, WebhookResult, WebhookSubject } from './webhook-subject.js';
import { subjectsByType } from './webhook-subject.js';

export type WebhookOutcome = 'RECORDED' | 'NOTHING_NEW' | 'POSTPONED' | 'PARKED' | 'GONE';

/** Processes the stored events of the PSP. */
export type WebhookProcessor = Readonly<{
  /**
   * The undispatched events that need processing. Events we have already recorded, and events about no object of any
   * subject, are marked as processed here in one statement: with many captures that is nearly all of them, because the
   * answers to our own calls came first.
   */
  takeRelevant: (limit: number) => Promise<readonly WaitingWebhook[]>;
  /**
   * Processes one stored event. The event only signals a change; the current state is read from the PSP, so late,
   * duplicate and out-of-order deliveries all lead to the same state. An event of another account or mode, or about an
   * amount we did not ask for, is parked for an operator and changes nothing.
   */
  process: (request: { eventId: string }) => Promise<WebhookOutcome>;
}>;

/** An event may arrive before the answer to our own call is committed; this many attempts outlast any such race. */
const MAX_ATTEMPTS = 8;
const FIRST_WEBHOOK_RETRY_MS = 4_000;
const LONGEST_WEBHOOK_RETRY_MS = 20 * 60_000;
const WEBHOOK_BACK_OFF: BackOff = { firstMs: FIRST_WEBHOOK_RETRY_MS, longestMs: LONGEST_WEBHOOK_RETRY_MS };

/** Combines the subjects. Throws when two of them claim the same event type. */
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
    // An event of another account or mode is parked for an operator, whatever its type.
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
        // A bug of ours must neither lose the event nor retry it forever.
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
      return postponeOrPark(inbox, event, `${event.pspObjectId} belongs to no known order`);
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
