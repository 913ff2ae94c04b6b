import type { JobsOptions } from 'bullmq';
import { Queue } from 'bullmq';

import { MAX_MAIL_ATTEMPTS } from '../../core/mail/mail.js';
import type { DueMail } from '../../core/mail/ports.js';
import type { DueStep } from '../../core/psp/ports.js';
import type { StepQueue } from '../../core/psp/step.js';
import { MAX_STEP_ATTEMPTS } from '../../core/psp/step.js';
import type { WaitingWebhook } from '../../core/psp/webhook-inbox.js';
import { settledWithin } from '../../core/shared/settled-within.js';
import type { Logger } from '../../core/shared/logger.js';
import type { RedisConnection } from '../redis/redis-connection.js';
import type { QueueName } from './job-queue-settings.js';
import { queueNames } from './job-queue-settings.js';

export type QueueSettings = Readonly<{ connection: RedisConnection; prefix: string; logger: Logger }>;

/** `queueNameOf` maps a kind of step to the queue named in its definition. */
export type JobQueueSettings = QueueSettings & Readonly<{ queueNameOf: (kind: string) => StepQueue }>;

/** A job carries an id only; the work itself is described in Postgres. */
export type StepJob = { stepId: string };
export type WebhookJob = { eventId: string };
export type MailJob = { mailId: string };

/** Enqueues jobs for work that is due in Postgres. Resolves or rejects within the deadline; never hangs while Redis is down. */
export type JobQueues = Readonly<{
  enqueueSteps: (steps: readonly DueStep[]) => Promise<void>;
  enqueueWebhooks: (events: readonly WaitingWebhook[]) => Promise<void>;
  enqueueMails: (mails: readonly DueMail[]) => Promise<void>;
  /** Keeps every worker from starting jobs of the queue for this long. */
  pauseQueue: (queueName: QueueName, ms: number) => Promise<void>;
  /** For Bull Board. */
  queues: readonly Queue[];
  close: () => Promise<void>;
}>;

const ENQUEUE_DEADLINE_MS = 2_000;

/** Finished jobs per queue that stay visible in Bull Board. */
const KEPT = { removeOnComplete: { count: 500 }, removeOnFail: { count: 1_000 } };

/** The row sets the delay, so losing Redis changes neither the attempt count nor the schedule. */
const RETRIED = { backoff: { type: 'custom' }, ...KEPT };

export function openJobQueues({ connection, prefix, logger, queueNameOf }: JobQueueSettings): JobQueues {
  const queuesByName = new Map<QueueName, Queue>();
  for (const queueName of queueNames) {
    const queue = new Queue(queueName, { connection, prefix });
    queue.on('error', (error) => logger.warn({ event: 'queue.error', queueName, reason: error.message }));
    queuesByName.set(queueName, queue);
  }
  const add = async (queueName: QueueName, jobs: Parameters<Queue['addBulk']>[0]): Promise<void> => {
    if (jobs.length === 0) return;
    const added = await settledWithin(ENQUEUE_DEADLINE_MS, queueOf(queuesByName, queueName).addBulk(jobs));
    if (!added) throw new Error(`queue ${queueName} accepted no jobs within ${ENQUEUE_DEADLINE_MS} ms`);
  };
  return {
    async enqueueSteps(steps) {
      for (const queueName of queuesByName.keys()) {
        const inQueue = steps.filter(({ kind }) => queueNameOf(kind) === queueName);
        await add(queueName, inQueue.map(stepJob));
      }
    },
    enqueueWebhooks: (events) => add('webhooks', events.map(webhookJob)),
    enqueueMails: (mails) => add('mail', mails.map(mailJob)),
    pauseQueue: (queueName, ms) => queueOf(queuesByName, queueName).rateLimit(ms),
    queues: [...queuesByName.values()],
    async close() {
      await settledWithin(
        ENQUEUE_DEADLINE_MS,
        Promise.allSettled(Array.from(queuesByName.values(), (queue) => queue.close())),
      );
    },
  };
}

/**
 * At most one job per attempt: BullMQ drops a duplicate until the first completes or fails. A job id would block
 * duplicates forever, because a failed job kept for Bull Board keeps its id.
 */
function stepJob({ id: stepId, kind, attempt }: DueStep) {
  // The attempt is part of the id, so a job whose worker crashed does not block the next attempt until BullMQ notices.
  const opts: JobsOptions = {
    attempts: MAX_STEP_ATTEMPTS,
    ...RETRIED,
    deduplication: { id: `${stepId}-${attempt}` },
  };
  return { name: kind, data: { stepId } satisfies StepJob, opts };
}

function webhookJob({ id: eventId, type, attempt }: WaitingWebhook) {
  const opts: JobsOptions = { ...KEPT, deduplication: { id: `${eventId}-${attempt}` } };
  return { name: type, data: { eventId } satisfies WebhookJob, opts };
}

function mailJob({ id: mailId, template, attempt }: DueMail) {
  const deduplication = { id: `${mailId}-${attempt}` };
  const opts: JobsOptions = { attempts: MAX_MAIL_ATTEMPTS, ...RETRIED, deduplication };
  return { name: template, data: { mailId } satisfies MailJob, opts };
}

function queueOf(queuesByName: ReadonlyMap<QueueName, Queue>, queueName: QueueName): Queue {
  const queue = queuesByName.get(queueName);
  if (queue === undefined) throw new Error(`unknown queue ${queueName}`);
  return queue;
}
