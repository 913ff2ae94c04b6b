import type {
  EventPublisher,
  FencedOutbox,
  OutboxBacklog,
  OutboxFence,
} from '../../core/shared/event-publisher.js';
import type { Logger } from '../../core/shared/logger.js';
import type { ShardSession, ShardSessionEnd } from '../../core/shared/shard-queue.js';
import { BATCH_LIMIT, type PassResult, relayPass } from './relay-pass.js';
import { type WakeUps, collectWakeUps, type Wake, waitForWake } from './wake.js';

/** Progress of a shard, as shown in the ops console. */
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

/** Maximum delay of a new event without a wake-up. */
const IDLE_POLL_MS = 100;
/**
 * Events appended within this time after a pass are left to the next one: each pass costs two statements and a broker
 * request.
 */
const BATCHING_MS = 50;
/**
 * From this size on, a pass is worth its cost and more events may be waiting: each slot contributes only part of a
 * batch, however many it has.
 */
const LARGE_PASS = BATCH_LIMIT / 4;
const FIRST_BACK_OFF_MS = 200;
/** Limits the delay before a recovered broker is noticed. */
const LONGEST_BACK_OFF_MS = 5_000;
/** Counting a large backlog takes tens of milliseconds: frequent enough for people, rare enough for the database. */
const PROGRESS_EVERY_MS = 5_000;

/**
 * Relays one shard for a while, holding its outbox fence: pass after pass while there is work, then waits for appended
 * events. While the broker is unavailable, keeps the fence and backs off. Throws if the fence is lost, or if the
 * session ends before the broker is back.
 */
export async function runRelaySession(session: RelaySession): Promise<ShardSessionEnd> {
  const outbox = await session.fence.acquire(session.slots);
  if (!outbox) return 'held elsewhere';
  const wakeUps = collectWakeUps(session.wake);
  try {
    return await relayUntilEnd(session, outbox, wakeUps);
  } finally {
    wakeUps.stop();
    await outbox.release();
  }
}

async function relayUntilEnd(
  session: RelaySession,
  outbox: FencedOutbox,
  wakeUps: WakeUps,
): Promise<ShardSessionEnd> {
  const endsAt = Date.now() + session.maxMs;
  const signal = AbortSignal.any([session.signal, outbox.lost]);
  let published = 0;
  let failures = 0;
  let error: string | null = null;
  let nextReportAt = 0;
  while (!signal.aborted && Date.now() < endsAt) {
    wakeUps.forget();
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
      await wakeUps.wait(IDLE_POLL_MS, signal);
    }
  }
  if (outbox.lost.aborted)
    throw new Error('the relay lost its database connection and with it the outbox fence');
  if (failures > 0) throw new Error(error ?? 'the broker is unavailable');
  return 'done';
}

/** Whether nothing was confirmed although events were sent. After partial progress, the next pass follows at once. */
function failed({ fetched, confirmed, parked }: PassResult): boolean {
  return fetched > 0 && confirmed + parked === 0;
}

/** Whether batching would gain nothing, or events have to be resent. */
function hasMore({ fetched, confirmed, parked }: PassResult): boolean {
  return fetched >= LARGE_PASS || confirmed + parked < fetched;
}

function backOffMs(failures: number): number {
  const longest = Math.min(FIRST_BACK_OFF_MS * 2 ** (failures - 1), LONGEST_BACK_OFF_MS);
  return longest * (0.5 + Math.random() / 2); // Jitter, so that the shards do not retry in sync.
}
