import type { Job } from 'bullmq';
import { DelayedError, UnrecoverableError, Worker } from 'bullmq';

import { settledWithin } from '../../core/shared/settled-within.js';
import type { JobEnd } from '../../core/shared/job-end.js';
import type { QueueName } from './job-queue-settings.js';
import { jobQueueSettings } from './job-queue-settings.js';
import type { JobQueues, MailJob, QueueSettings, StepJob, WebhookJob } from './job-queues.js';

export type JobHandlers = Readonly<{
  runStep: (stepId: string) => Promise<JobEnd>;
  processWebhook: (eventId: string) => Promise<JobEnd>;
  sendMail: (mailId: string) => Promise<JobEnd>;
}>;

export type WorkerSettings = QueueSettings &
  Readonly<{
    /** Pauses a queue on every worker. */
    queues: Pick<JobQueues, 'pauseQueue'>;
    /** Jobs per second that call the PSP, across all workers. */
    pspCallsPerSecond: number;
  }>;

/** Asks the queue for another attempt after exactly the delay recorded in the row. */
class RetryLater extends Error {
  readonly retryInMs: number;

  constructor(reason: string, retryInMs: number) {
    super(reason);
    this.retryInMs = retryInMs;
  }
}

/** Retry delay of a job that threw anything else; the row's lease decides whether there is work left. */
const UNEXPECTED_RETRY_MS = 5_000;
const CLOSE_DEADLINE_MS = 15_000;

/** A running job renews its lock twice in this time; once the lock expires, another worker may take the job. */
const JOB_LOCK_MS = 10_000;
/** How often BullMQ looks for jobs of crashed workers. Until it finds one, the queue drops the dispatcher's new job for it. */
const STALLED_CHECK_INTERVAL_MS = 5_000;

/** Starts the workers of all queues. `close` waits for running jobs up to a deadline; leases cover those it cuts off. */
export function startJobWorkers(
  settings: WorkerSettings,
  handlers: JobHandlers,
): { close: () => Promise<void> } {
  const step = ({ stepId }: StepJob) => handlers.runStep(stepId);
  const workers = [
    startQueueWorker<StepJob>('checkout', settings, step),
    startQueueWorker<StepJob>('capture', settings, step),
    startQueueWorker<WebhookJob>('webhooks', settings, ({ eventId }) => handlers.processWebhook(eventId)),
    startQueueWorker<MailJob>('mail', settings, ({ mailId }) => handlers.sendMail(mailId)),
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

function startQueueWorker<Data>(
  queueName: QueueName,
  settings: WorkerSettings,
  work: (data: Data) => Promise<JobEnd>,
) {
  const { connection, prefix, logger, queues, pspCallsPerSecond } = settings;
  const { concurrency, pspRateFraction } = jobQueueSettings[queueName];
  const max = pspRateFraction === null ? null : Math.max(1, Math.floor(pspCallsPerSecond * pspRateFraction));
  const run = async (job: Job<Data, string>, token?: string): Promise<string> => {
    const ended = await work(job.data);
    switch (ended.end) {
      case 'RETRY':
        throw new RetryLater(ended.reason, ended.retryInMs);
      case 'NOT_NOW':
        await queues.pauseQueue(queueName, ended.retryInMs);
        await job.moveToDelayed(Date.now() + ended.retryInMs, token);
        throw new DelayedError(ended.reason);
      case 'FAILED':
        throw new UnrecoverableError(ended.reason);
      case 'DONE':
        return ended.note;
    }
  };
  const worker = new Worker<Data, string>(queueName, run, {
    connection: { ...connection, enableOfflineQueue: true },
    prefix,
    concurrency,
    lockDuration: JOB_LOCK_MS,
    stalledInterval: STALLED_CHECK_INTERVAL_MS,
    ...(max === null ? {} : { limiter: { max, duration: 1_000 } }),
    settings: {
      backoffStrategy: (_attempts, _type, error) =>
        error instanceof RetryLater ? error.retryInMs : UNEXPECTED_RETRY_MS,
    },
  });
  worker.on('error', (error) => logger.warn({ event: 'worker.error', queueName, reason: error.message }));
  worker.on('failed', (job, error) => {
    const expected = error instanceof RetryLater || error instanceof UnrecoverableError;
    const fields = { event: 'job.failed', queueName, job: job?.id, reason: error.message };
    if (expected) logger.warn(fields);
    else logger.error({ ...fields, stack: error.stack });
  });
  return worker;
}
