import { UnrecoverableError, Worker } from 'bullmq';

import { settledWithin } from '../../core/shared/settled-within.js';
import type { JobEnd } from '../../core/shared/job-end.js';
import type { Lane } from './job-lanes.js';
import { lanes } from './job-lanes.js';
import type { QueueSettings, StepJob, WebhookJob } from './job-queues.js';

export type JobHandlers = Readonly<{
  runStep: (stepId: string) => Promise<JobEnd>;
  processWebhook: (eventId: string) => Promise<JobEnd>;
}>;

/** Asks the queue for another attempt after exactly the delay that the row was given. */
class RetryLater extends Error {
  readonly retryInMs: number;

  constructor(reason: string, retryInMs: number) {
    super(reason);
    this.retryInMs = retryInMs;
  }
}

/** A job that threw something else is tried again after this; the row's lease decides whether there is work left. */
const UNEXPECTED_RETRY_MS = 5_000;
const CLOSE_DEADLINE_MS = 15_000;

/** Starts the workers of all lanes. `close` lets running jobs end, but not for ever: their leases free them. */
export function startJobWorkers(
  settings: QueueSettings,
  handlers: JobHandlers,
): { close: () => Promise<void> } {
  const step = (job: { data: StepJob }) => settle(handlers.runStep(job.data.stepId));
  const workers = [
    startLane<StepJob>('checkout', settings, step),
    startLane<StepJob>('capture', settings, step),
    startLane<WebhookJob>('webhooks', settings, (job) => settle(handlers.processWebhook(job.data.eventId))),
  ];
  return {
    async close() {
      const closed = await settledWithin(
        CLOSE_DEADLINE_MS,
        Promise.allSettled(workers.map((worker) => worker.close())),
      );
      if (!closed) await Promise.allSettled(workers.map((worker) => worker.close(true)));
    },
  };
}

function startLane<Data>(
  lane: Lane,
  { connection, prefix, logger }: QueueSettings,
  work: (job: { data: Data }) => Promise<string>,
): Worker<Data, string> {
  const worker = new Worker<Data, string>(lane, work, {
    connection: { ...connection, enableOfflineQueue: true },
    prefix,
    concurrency: lanes[lane].concurrency,
    settings: {
      backoffStrategy: (_attempts, _type, error) =>
        error instanceof RetryLater ? error.retryInMs : UNEXPECTED_RETRY_MS,
    },
  });
  worker.on('error', (error) => logger.warn({ event: 'worker.error', lane, reason: error.message }));
  worker.on('failed', (job, error) => {
    const expected = error instanceof RetryLater || error instanceof UnrecoverableError;
    const fields = { event: 'job.failed', lane, job: job?.id, reason: error.message };
    if (expected) logger.warn(fields);
    else logger.error({ ...fields, stack: error.stack });
  });
  return worker;
}

async function settle(work: Promise<JobEnd>): Promise<string> {
  const ended = await work;
  if (ended.end === 'RETRY') throw new RetryLater(ended.reason, ended.retryInMs);
  if (ended.end === 'FAILED') throw new UnrecoverableError(ended.reason);
  return ended.note;
}
