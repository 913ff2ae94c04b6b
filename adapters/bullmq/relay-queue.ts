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

/** One session of a job; then it lines up again, so that shards move between workers that come and go. */
const SESSION_MS = 10_000;
const HELD_ELSEWHERE_PAUSE_MS = 1_000;
/** A killed worker's shard is taken up again after the lock has run out and the next check has seen it. */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/** The job lives as long as the installation: no count of sessions, stalls or failures may ever end it. */
const UNLIMITED = 2 ** 31 - 1;
const RETRY_PAUSE_MS = 1_000;
const KEPT_LOG_LINES = 100;
const CLOSE_DEADLINE_MS = 3_000;

/**
 * The relay as one long-lived job per shard, which puts itself back in line after every session. Redis only decides which
 * worker runs it and shows how it is doing; that one shard runs once is held by the fence in Postgres.
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
  // The job was taken from us or Redis was flushed: make room for the job that takes its place.
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const jobId of jobIds) worker.cancelJob(jobId);
  });

  let ensuring: Promise<void> | null = null;
  return {
    ensureShards() {
      // One at a time: while Redis is away the call may hang, and a thousand more of them would hang with it.
      ensuring ??= addShardJobs(queue, shards).finally(() => (ensuring = null));
      return ensuring;
    },
    async close() {
      stopping.abort();
      const closing = worker.close().then(() => queue.close());
      const closed = await settledWithin(CLOSE_DEADLINE_MS, closing).catch(() => false);
      // With Redis away `close` waits for it; the connections are cut instead, and the jobs' locks run out.
      if (!closed)
        await settledWithin(CLOSE_DEADLINE_MS, Promise.allSettled([worker.disconnect(), queue.disconnect()]));
    },
  };
}

/** The same ids every time: a shard that has its job keeps it, a job that was lost is made anew. */
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
      // Shown to people only: while Redis is away there is nobody to show it to, and the relay goes on.
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

/** For commands that must not wait: they are refused at once while Redis is away. */
function failingFast(connection: RedisOptions): RedisOptions {
  return {
    ...connection,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: reconnectPauseMs,
  };
}

/** Two seconds at most, so that a returning Redis is noticed soon. */
function reconnectPauseMs(attempt: number): number {
  return Math.min(attempt * 100, 2_000);
}
