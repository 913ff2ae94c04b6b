import { settledWithin } from '../../core/shared/settled-within.js';
import type { OutboxFence } from '../../core/shared/event-publisher.js';
import type { Logger } from '../../core/shared/logger.js';
import type { RunShardSession, ShardQueue } from '../../core/shared/shard-queue.js';
import { slotsOfShard } from './shard-slots.js';
import { waitForWake } from './wake.js';

export type RelaySupervisor = Readonly<{
  shards: number;
  fence: OutboxFence;
  runSession: RunShardSession;
  /** If null, this process relays every shard that nobody else does. */
  queue: ShardQueue | null;
  logger: Logger;
}>;

const POLL_INTERVAL_MS = 1_000;
/** Redis counts as unavailable if it does not answer within this time, whatever its connection state. */
const REDIS_ANSWER_MS = 2_000;
/** Between two jobs a shard is free for milliseconds; if free for this long, its job is not running anywhere. */
const ABANDONED_AFTER_MS = 3_000;
const LOCAL_SESSION_MS = 10_000;
const STOP_DEADLINE_MS = 5_000;

/**
 * Ensures that every shard is relayed. The queue does it while Redis is available; otherwise, or if a shard stays free
 * (its worker was killed), this process relays the shard itself. The outbox fence makes it safe for several workers to
 * do so at once.
 */
export function superviseRelay({ shards, fence, runSession, queue, logger }: RelaySupervisor): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const local = new Map<number, { controller: AbortController; done: Promise<void> }>();
  const freeSince = new Map<number, number>();
  let redisAnswered = queue !== null;

  const startLocal = (shard: number): void => {
    const controller = new AbortController();
    const signal = AbortSignal.any([stopping.signal, controller.signal]);
    const done = runSession({ shard, signal, maxMs: LOCAL_SESSION_MS })
      .catch((error: unknown) =>
        logger.warn({ event: 'relay.local_session_failed', shard, reason: String(error) }),
      )
      .then(() => void local.delete(shard));
    local.set(shard, { controller, done });
  };

  const poll = async (): Promise<void> => {
    const redisAnswers =
      queue !== null && (await settledWithin(REDIS_ANSWER_MS, queue.ensureShards()).catch(() => false));
    if (queue && redisAnswers !== redisAnswered)
      logger.warn({ event: redisAnswers ? 'relay.redis_back' : 'relay.redis_away' });
    const handBack = redisAnswers && !redisAnswered;
    redisAnswered = redisAnswers;
    if (handBack) for (const { controller } of local.values()) controller.abort();

    const held = await fence.heldSlots();
    for (let shard = 0; shard < shards; shard += 1) {
      const isHeld = slotsOfShard(shard, shards).some((slot) => held.has(slot));
      if (isHeld) freeSince.delete(shard);
      else if (!freeSince.has(shard)) freeSince.set(shard, Date.now());
      const freeMs = Date.now() - (freeSince.get(shard) ?? Date.now());
      if (!isHeld && !local.has(shard) && (!redisAnswers || freeMs >= ABANDONED_AFTER_MS)) startLocal(shard);
    }
  };

  const running = pollUntil(stopping.signal, poll, logger);
  return {
    async stop() {
      stopping.abort();
      const ended = Promise.allSettled([
        running,
        queue?.close(),
        ...[...local.values()].map(({ done }) => done),
      ]);
      await settledWithin(STOP_DEADLINE_MS, ended);
    },
  };
}

async function pollUntil(stop: AbortSignal, poll: () => Promise<void>, logger: Logger): Promise<void> {
  while (!stop.aborted) {
    await poll().catch((error: unknown) =>
      logger.warn({ event: 'relay.supervisor_failed', reason: String(error) }),
    );
    await waitForWake({ ms: POLL_INTERVAL_MS, signal: stop });
  }
}
