import type {
  EventPublisher,
  FencedOutbox,
  OutboxBacklog,
  OutboxFence,
} from '../../core/shared/event-publisher.js';
import type { Logger } from '../../core/shared/logger.js';
import type { ShardSession, ShardSessionEnd } from '../../core/shared/shard-queue.js';
import { BATCH_LIMIT, type PassResult, relayPass } from './relay-pass.js';
import { type Alarm, setAlarm, type Wake, waitForWake } from './wake.js';

/** What a shard is doing, as the ops console shows it. */
export type RelayProgress = Readonly<
  OutboxBacklog & {
    state: 'relaying' | 'idle' | 'backing off';
    published: number;
    failures: number;
    error: string | null;
  }
>;

export type RelaySession = Omit<ShardSession, 'shard' | 'onProgress'> &
  Readonly<{
    slots: readonly number[];
    fence: OutboxFence;
    publisher: EventPublisher;
    logger: Logger;
    wake?: Wake | undefined;
    onProgress?: (progress: RelayProgress) => void;
  }>;

/** The longest a new event waits when nobody woke the relay. */
const IDLE_POLL_MS = 100;
/** What is appended within this time after a pass goes with the next one: each costs two statements and a request to the broker. */
const BATCHING_MS = 50;
/** A pass of so many is worth its price, and more may wait: each slot gives a share of a batch at most, however many it has. */
const MANY = BATCH_LIMIT / 4;
const FIRST_BACK_OFF_MS = 200;
/** A broker that returns is noticed within this time. */
const LONGEST_BACK_OFF_MS = 5_000;
/** Counting a large backlog costs tens of milliseconds: often enough for people, seldom enough for the database. */
const PROGRESS_EVERY_MS = 5_000;

/**
 * Relays one shard for a while, holding its fence: pass after pass while there is work, then until something is
 * appended. While the broker is away it keeps the fence and backs off.
 * Throws when the fence is lost, and when the session ends before the broker is back.
 */
export async function runRelaySession(session: RelaySession): Promise<ShardSessionEnd> {
  const outbox = await session.fence.acquire(session.slots);
  if (!outbox) return 'held elsewhere';
  const alarm = setAlarm(session.wake);
  try {
    return await relayUntilEnd(session, outbox, alarm);
  } finally {
    alarm.stop();
    await outbox.release();
  }
}

async function relayUntilEnd(
  session: RelaySession,
  outbox: FencedOutbox,
  alarm: Alarm,
): Promise<ShardSessionEnd> {
  const endsAt = Date.now() + session.maxMs;
  const signal = AbortSignal.any([session.signal, outbox.lost]);
  let published = 0;
  let failures = 0;
  let error: string | null = null;
  let nextReportAt = 0;
  while (!signal.aborted && Date.now() < endsAt) {
    alarm.forget();
    const pass = await relayPass({ outbox, publisher: session.publisher, logger: session.logger });
    published += pass.confirmed;
    failures = failed(pass) ? failures + 1 : 0;
    error = pass.unconfirmedReason;
    if (failures === 1)
      session.logger.warn({ event: 'relay.broker_away', slots: session.slots, reason: error });

    if (session.onProgress && Date.now() >= nextReportAt) {
      nextReportAt = Date.now() + PROGRESS_EVERY_MS;
      const state = failures > 0 ? 'backing off' : pass.fetched > 0 ? 'relaying' : 'idle';
      session.onProgress({ state, published, failures, error, ...(await outbox.backlog()) });
    }
    if (failures > 0) await waitForWake({ ms: Math.min(backOffMs(failures), endsAt - Date.now()), signal });
    else if (!hasMore(pass)) {
      await waitForWake({ ms: BATCHING_MS, signal });
      await alarm.wait(IDLE_POLL_MS, signal);
    }
  }
  if (outbox.lost.aborted) throw new Error('the relay lost its database connection and with it the fence');
  if (failures > 0) throw new Error(error ?? 'the broker is away');
  return 'done';
}

/** Nothing went through although something was there. A pass that got on, even partly, is repeated at once. */
function failed({ fetched, confirmed, parked }: PassResult): boolean {
  return fetched > 0 && confirmed + parked === 0;
}

/** So much came that batching would gain nothing, or something of it has to be sent again. */
function hasMore({ fetched, confirmed, parked }: PassResult): boolean {
  return fetched >= MANY || confirmed + parked < fetched;
}

function backOffMs(failures: number): number {
  const longest = Math.min(FIRST_BACK_OFF_MS * 2 ** (failures - 1), LONGEST_BACK_OFF_MS);
  return longest * (0.5 + Math.random() / 2); // Jitter, so that the shards do not knock together.
}
