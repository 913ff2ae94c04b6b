import { createServer } from 'node:http';

import express from 'express';

import { openJobQueues } from '../adapters/bullmq/job-queues.js';
import { startJobWorkers } from '../adapters/bullmq/job-workers.js';
import { QUEUE_PREFIX } from '../adapters/bullmq/queue-prefix.js';
import { readBacklogGauges } from '../adapters/postgres/operations/backlog-reader.js';
import { createCheckoutStore } from '../adapters/postgres/checkout/checkout-store.js';
import { openDatabase } from '../adapters/postgres/database/database.js';
import { createExpiringAuthorizationStore } from '../adapters/postgres/payments/payment-order-store.js';
import { createOverdueDeliveryStore } from '../adapters/postgres/fulfilment/overdue-delivery-store.js';
import { createOverdueOrderStore } from '../adapters/postgres/orders/overdue-order-store.js';
import { createPspStepStore } from '../adapters/postgres/psp/psp-step-store.js';
import {
  createPgTransaction,
  assertOutsideTransaction,
} from '../adapters/postgres/database/pg-transaction.js';
import { createWebhookInboxStore } from '../adapters/postgres/psp/webhook-inbox-store.js';
import { type WakeUp, openLiveChannel } from '../adapters/redis/live-channel.js';
import { redisOptions } from '../adapters/redis/redis-connection.js';
import { openRedisHealth } from '../adapters/redis/redis-health.js';
import { openPspCircuit } from '../adapters/stripe/psp-circuit.js';
import { createStripeClient } from '../adapters/stripe/stripe-client.js';
import { createStripePsp } from '../adapters/stripe/stripe-psp.js';
import { createLogger } from '../adapters/telemetry/logger.js';
import { commonDependencies, operationalRoutes } from '../adapters/telemetry/operational-routes.js';
import type { RunningProcess } from '../adapters/process/run-until-stopped.js';
import { type Config, pspIdentityOf } from '../config/config.js';
import { composePspWork } from '../core/psp-work.js';
import type { LiveUpdate } from '../core/shared/live-updates.js';
import type { Logger } from '../core/shared/logger.js';
import { ALL_KINDS, type DueKind, startDispatcher } from './dispatcher/dispatcher.js';
import { composeEvents } from './events/compose.js';
import { processWebhookJob } from './jobs/process-webhook-job.js';
import { runStepJob } from './jobs/run-step-job.js';
import { composeMail } from './mail/compose.js';
import { composeSweepers } from './sweeper/compose.js';
import { composeVerifier } from './verifier/compose.js';

/** Puts the workers together: dispatcher, job queues, relay and consumers. The only file that gives them their adapters. */
export async function startWorkers(config: Config): Promise<RunningProcess> {
  const logger = createLogger({ level: config.LOG_LEVEL, process: 'workers' });
  const { database, channel, redisHealth, circuit, connection, dependencies } = await openParts(
    config,
    logger,
  );
  const mail = composeMail(config, database, logger);
  const queueSettings = { connection, prefix: QUEUE_PREFIX, logger };
  dependencies.engine.refuseUnknown(await dependencies.steps.unfinishedKinds());
  const queues = openJobQueues({ ...queueSettings, queueNameOf: dependencies.engine.queueOf });
  const workerSettings = { ...queueSettings, queues, pspCallsPerSecond: config.PSP_CALLS_PER_SECOND };
  const jobs = startJobWorkers(workerSettings, {
    runStep: (stepId) => runStepJob(dependencies, stepId),
    processWebhook: (eventId) => processWebhookJob(dependencies, eventId),
    sendMail: mail.sendMail,
  });
  const dispatcher = startDispatcher({
    takeSteps: dependencies.steps.takeUndispatched,
    takeWebhooks: dependencies.webhooks.takeRelevant,
    takeMails: mail.takeMails,
    enqueueSteps: queues.enqueueSteps,
    enqueueWebhooks: queues.enqueueWebhooks,
    enqueueMails: queues.enqueueMails,
    logger,
    wake: (listener) => channel.listen((update, wakeUp) => listener(dueAfter(update, wakeUp))),
  });
  const sweepers = composeSweepers(dependencies, database);
  const verifier = composeVerifier(config, database, logger);
  const events = composeEvents({
    ...{ config, pool: database.pool, connection, logger },
    // A webhook that is kept says nothing to others yet.
    wake: (listener) => channel.listen((_update, wakeUp) => (wakeUp === 'webhooks' ? undefined : listener())),
  });
  const operational = operationalRoutes({
    dependencies: commonDependencies({
      postgres: () => database.pool.query('SELECT 1'),
      redis: redisHealth.check,
      brokers: config.KAFKA_BROKERS ?? [],
      isPspAway: circuit.isOpen,
    }),
    readGauges: async () => [...(await readBacklogGauges(database.pool)), ...verifier.gauges()],
  });
  const httpServer = createServer(express().disable('x-powered-by').use(operational));
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

/** What may be due after the news: an order that changed may owe the PSP a step. */
function dueAfter(update: LiveUpdate | null, wakeUp: WakeUp): readonly DueKind[] {
  if (update !== null) return ['steps'];
  return wakeUp === 'webhooks' ? ['webhooks'] : ALL_KINDS;
}

/** Connections, and what the jobs work with. */
async function openParts(config: Config, logger: Logger) {
  const database = await openDatabase({
    url: config.DATABASE_URL,
    // Every relay shard keeps a connection of its own for its fence.
    poolMax: config.DATABASE_POOL_MAX + config.RELAY_SHARDS + 2,
    applicationName: 'splitcart-workers',
  });
  const { pool } = database;
  const onError = (error: Error) => logger.debug({ event: 'redis.away', reason: error.message });
  const channel = openLiveChannel({ url: config.REDIS_URL, onError });
  const stripe = createStripeClient({
    secretKey: config.STRIPE_SECRET_KEY,
    apiBase: config.STRIPE_API_BASE ?? null,
  });
  const circuit = openPspCircuit({ onChange: (isOpen) => logger.warn({ event: 'psp.circuit', isOpen }) });
  const parts = {
    transaction: createPgTransaction(pool),
    checkouts: createCheckoutStore(pool),
    overdue: createOverdueOrderStore(pool),
    expiringAuthorizations: createExpiringAuthorizationStore(pool),
    overdueDeliveries: createOverdueDeliveryStore(pool),
    deliveredAfterDays: config.DELIVERED_AFTER_DAYS,
    steps: createPspStepStore(pool),
    inbox: createWebhookInboxStore(pool),
    psp: createStripePsp({ stripe, mayCall: assertOutsideTransaction, circuit }),
    pspIdentity: pspIdentityOf(config),
    live: channel,
    jitter: Math.random,
    logger,
  };
  const dependencies = { ...parts, ...composePspWork(parts) };
  const redisHealth = openRedisHealth(config.REDIS_URL);
  return {
    database,
    channel,
    redisHealth,
    circuit,
    connection: redisOptions(config.REDIS_URL),
    dependencies,
  };
}
