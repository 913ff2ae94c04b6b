import type { EventPublisher, OutboxFence } from '../../core/shared/event-publisher.js';
import type { Logger } from '../../core/shared/logger.js';
import type { RunShardSession, ShardQueue } from '../../core/shared/shard-queue.js';
import { runRelaySession } from './relay-session.js';
import { superviseRelay } from './relay-supervisor.js';
import { slotsOfShard } from './shard-slots.js';
import type { Wake } from './wake.js';

export type RelayOptions = Readonly<{
  fence: OutboxFence;
  publisher: EventPublisher;
  /** 1 to 64. During an upgrade, workers may run with different numbers. */
  shards: number;
  logger: Logger;
  /** Starts the queue that distributes the shards among the workers; if absent, local loops relay them. */
  startQueue?: (runSession: RunShardSession) => ShardQueue;
  wake?: Wake;
}>;

/** Relays the outbox to the publisher until stopped. `stop` returns within seconds even if a server is unavailable. */
export function startRelay({ fence, publisher, shards, logger, startQueue, wake }: RelayOptions): {
  stop(): Promise<void>;
} {
  const runSession: RunShardSession = (session) =>
    runRelaySession({
      ...session,
      slots: slotsOfShard(session.shard, shards),
      fence,
      publisher,
      logger,
      wake,
    });
  return superviseRelay({ shards, fence, runSession, queue: startQueue?.(runSession) ?? null, logger });
}
