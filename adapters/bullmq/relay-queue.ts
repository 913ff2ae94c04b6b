import { type Job, Queue, type RedisOptions, WaitingError, DelayedError, Worker } from 'bullmq';

import { settledWithin } from '../../core/shared/settled-within.js';
import type { Logger } from '../../core/shared/logger.js';
import type { RunShardSession, ShardQueue } from '../../core/shared/shard-queue.js';

/** Name of the queue in Redis and in Bull Board. */
export const RELAY_QUEUE = 'relay';

export type RelayQueueOptions = Readonly<{
  connection: RedisOptions;
  prefix: string;
  shards: number;
  runSession: RunShardSession;
  logger: Logger;
}>;

type ShardData = { shard: number };

/** Length of one session; the job then queues again, so that shards rebalance as workers come and go. */
const SESSION_MS = 10_000;
const HELD_ELSEWHERE_PAUSE_MS = 1_000;
/** A killed worker's shard resumes once its lock has expired and the next stalled check has found it. */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/** The job lives as long as the installation: no number of sessions, stalls or failures may end it. */
const UNLIMITED = 2 ** 31 - 1;
const RETRY_PAUSE_MS = 1_000;
const KEPT_LOG_LINES = 100;
const CLOSE_DEADLINE_MS = 3_000;

/**
 * The relay as one long-lived job per shard, which requeues itself after every session. Redis only decides which worker
 * runs it and shows its progress; the outbox fence in Postgres guarantees that a shard runs only once at a time.
 */
export function startRelayQueue(options: RelayQueueOptions): ShardQueue {
  const { connection, prefix, shards, logger } = options;
  const stopping = new AbortController();
  const onError = (error: Error): void => logger.warn({ event: 'relay.queue_error', reason: error.message });
  const queue = new Queue<ShardData>(RELAY_QUEUE, { connection: failingFast(connection), prefix });
  queue.on('error', onError);
  const worker = new Worker<ShardData>(
    RELAY_QUEUE,
    // BullMQ passes the job's own signal only to a processor that names it as the third parameter.
    (job, token, signal) =>
      takeTurn({
        job,
        token,
        options,
        signal: AbortSignal.any(signal ? [stopping.signal, signal] : [stopping.signal]),
      }),
    {
      connection: {
        ...connection,
        enableOfflineQueue: true,
        maxRetriesPerRequest: null,
        retryStrategy: reconnectPauseMs,
      },
      prefix,
      concurrency: shards,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: UNLIMITED,
      runRetryDelay: RETRY_PAUSE_MS,
    },
  );
  worker.on('error', onError);
  // Another worker took the job, or Redis was flushed: make room for the job that replaces it.
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const jobId of jobIds) worker.cancelJob(jobId);
  });

  let ensuring: Promise<void> | null = null;
  return {
    ensureShards() {
      // One call at a time: while Redis is down it may hang, and further calls would pile up behind it.
      ensuring ??= addShardJobs(queue, shards).finally(() => (ensuring = null));
      return ensuring;
    },
    async close() {
      stopping.abort();
      const closing = worker.close().then(() => queue.close());
      const closed = await settledWithin(CLOSE_DEADLINE_MS, closing).catch(() => false);
      // While Redis is down, `close` waits for it; so disconnect instead and let the jobs' locks expire.
      if (!closed)
        await settledWithin(CLOSE_DEADLINE_MS, Promise.allSettled([worker.disconnect(), queue.disconnect()]));
    },
  };
}

/** Fixed ids: a shard that has its job keeps it, a lost job is recreated. */
async function addShardJobs(queue: Queue<ShardData>, shards: number): Promise<void> {
  const opts = {
    attempts: UNLIMITED,
    backoff: { type: 'fixed', delay: RETRY_PAUSE_MS },
    removeOnComplete: true,
    removeOnFail: true,
    keepLogs: KEPT_LOG_LINES,
    stackTraceLimit: 1,
  };
  await queue.addBulk(
    Array.from({ length: shards }, (_, shard) => ({
      name: 'relay-shard',
      data: { shard },
      opts: { ...opts, jobId: `relay-shard-${shard}` },
    })),
  );
}

type Running = {
  job: Job<ShardData>;
  token: string | undefined;
  options: RelayQueueOptions;
  signal: AbortSignal;
};

async function takeTurn({ job, token, options, signal }: Running): Promise<never> {
  let shownError: string | null = null;
  const end = await options.runSession({
    shard: job.data.shard,
    signal,
    maxMs: SESSION_MS,
    onProgress: (progress) => {
      // For display in Bull Board only: while Redis is down, the relay goes on without it.
      job.updateProgress(progress).catch(() => undefined);
      if (progress.error !== shownError)
        job
          .log(`${new Date().toISOString()} ${progress.error ?? 'the broker is back'}`)
          .catch(() => undefined);
      shownError = progress.error;
    },
  });
  if (end === 'held elsewhere') {
    await job.moveToDelayed(Date.now() + HELD_ELSEWHERE_PAUSE_MS, token);
    throw new DelayedError();
  }
  await job.moveToWait(token);
  throw new WaitingError();
}

/** For commands that must not wait: they fail at once while Redis is down. */
function failingFast(connection: RedisOptions): RedisOptions {
  return {
    ...connection,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: reconnectPauseMs,
  };
}

/** Two seconds at most, so that a Redis that is back is noticed quickly. */
function reconnectPauseMs(attempt: number): number {
  return Math.min(attempt * 100, 2_000);
}
