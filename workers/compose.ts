import express from 'express';

import { openJobQueues } from '../adapters/bullmq/job-queues.js';
import { startJobWorkers } from '../adapters/bullmq/job-workers.js';
import { QUEUE_PREFIX } from '../adapters/bullmq/queue-prefix.js';
import { openDatabase } from '../adapters/postgres/database/database.js';
import { assertOutsideTransaction } from '../adapters/postgres/database/pg-transaction.js';
import { openStores } from '../adapters/postgres/open-stores.js';
import { type WakeUp, openLiveChannel } from '../adapters/redis/live-channel.js';
import { redisOptions } from '../adapters/redis/redis-connection.js';
import { openRedisHealth } from '../adapters/redis/redis-health.js';
import { openPsp } from '../adapters/stripe/open-psp.js';
import { createLogger } from '../adapters/telemetry/logger.js';
import { commonDependencies, operationalRoutes } from '../adapters/telemetry/operational-routes.js';
import { createHttpServer } from '../adapters/process/create-http-server.js';
import type { RunningProcess } from '../adapters/process/run-until-stopped.js';
import { type Config, pspIdentityOf } from '../config/config.js';
import { composeMoney } from '../core/composition/compose-money.js';
import type { LiveUpdate } from '../core/shared/live-updates.js';
import type { Logger } from '../core/shared/logger.js';
import { ALL_KINDS, type DueKind, startDispatcher } from './dispatcher/dispatcher.js';
import { composeEvents } from './events/compose.js';
import { processWebhookJob } from './jobs/process-webhook-job.js';
import { runStepJob } from './jobs/run-step-job.js';
import { composeMail } from './mail/compose.js';
import { composeSweepers } from './sweeper/compose.js';
import { composeVerifier } from './verifier/compose.js';

/** Composes the workers: dispatcher, job queues, relay and consumers. The only file that chooses their adapters. */
export async function startWorkers(config: Config): Promise<RunningProcess> {
  const logger = createLogger({ level: config.LOG_LEVEL, process: 'workers' });
  const { database, stores, channel, redisHealth, psp, connection, money } = await openParts(config, logger);
  const mail = composeMail(config, stores, logger);
  const queueSettings = { connection, prefix: QUEUE_PREFIX, logger };
  money.engine.refuseUnknown(await money.steps.unfinishedKinds());
  const queues = openJobQueues({ ...queueSettings, queueNameOf: money.engine.queueOf });
  const workerSettings = { ...queueSettings, queues, pspCallsPerSecond: config.PSP_CALLS_PER_SECOND };
  const jobs = startJobWorkers(workerSettings, {
    runStep: (stepId) => runStepJob(money, stepId),
    processWebhook: (eventId) => processWebhookJob(money, eventId),
    sendMail: mail.sendMail,
  });
  const dispatcher = startDispatcher({
    takeSteps: money.steps.takeUndispatched,
    takeWebhooks: money.webhooks.takeRelevant,
    takeMails: mail.takeMails,
    enqueueSteps: queues.enqueueSteps,
    enqueueWebhooks: queues.enqueueWebhooks,
    enqueueMails: queues.enqueueMails,
    logger,
    wake: (listener) => channel.listen((update, wakeUp) => listener(dueAfter(update, wakeUp))),
  });
  const sweepers = composeSweepers({ ...money, deliveredAfterDays: config.DELIVERED_AFTER_DAYS });
  const verifier = composeVerifier({ verifier: stores.verifier, journal: psp.journal, logger });
  const events = composeEvents({
    ...{ config, stores, connection, logger },
    // A stored webhook has not produced any events yet.
    wake: (listener) => channel.listen((_update, wakeUp) => (wakeUp === 'webhooks' ? undefined : listener())),
  });
  const operational = operationalRoutes({
    dependencies: commonDependencies({
      postgres: () => database.pool.query('SELECT 1'),
      redis: redisHealth.check,
      brokers: config.KAFKA_BROKERS ?? [],
      isPspAway: psp.isAway,
    }),
    readGauges: async () => [...(await stores.readBacklogGauges()), ...verifier.gauges()],
  });
  const httpServer = createHttpServer(express().disable('x-powered-by').use(operational));
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(config.WORKER_PORT, config.HOST, resolve);
  });
  logger.info({ event: 'workers.running', kafka: config.KAFKA_BROKERS !== undefined });

  return {
    logger,
    async stop() {
      await sweepers.stop();
      await verifier.stop();
      await dispatcher.stop();
      await jobs.close();
      await queues.close();
      await events.stop();
      channel.close();
      redisHealth.close();
      httpServer.close();
      await database.close();
    },
  };
}

/** Kinds of work that may have become due: a changed order may have due steps. */
function dueAfter(update: LiveUpdate | null, wakeUp: WakeUp): readonly DueKind[] {
  if (update !== null) return ['steps'];
  return wakeUp === 'webhooks' ? ['webhooks'] : ALL_KINDS;
}

/** Opens the connections and composes what the jobs need. */
async function openParts(config: Config, logger: Logger) {
  const database = await openDatabase({
    url: config.DATABASE_URL,
    // Every relay shard needs a dedicated connection for its outbox fence.
    poolMax: config.DATABASE_POOL_MAX + config.RELAY_SHARDS + 2,
    applicationName: 'splitcart-workers',
  });
  const stores = openStores(database);
  const onError = (error: Error) => logger.debug({ event: 'redis.away', reason: error.message });
  const channel = openLiveChannel({ url: config.REDIS_URL, onError });
  const psp = openPsp({
    secretKey: config.STRIPE_SECRET_KEY,
    apiBase: config.STRIPE_API_BASE ?? null,
    webhookSecrets: config.STRIPE_WEBHOOK_SECRET,
    mayCall: assertOutsideTransaction,
    logger,
  });
  const money = composeMoney({
    ...{ ...stores, psp: psp.psp, pspIdentity: pspIdentityOf(config) },
    ...{ live: channel, jitter: Math.random, logger },
  });
  const redisHealth = openRedisHealth(config.REDIS_URL);
  return {
    database,
    stores,
    channel,
    redisHealth,
    psp,
    connection: redisOptions(config.REDIS_URL),
    money,
  };
}
