import { createServer } from 'node:http';

import express from 'express';

import { openJobQueues } from '../adapters/bullmq/job-queues.js';
import { startJobWorkers } from '../adapters/bullmq/job-workers.js';
import { QUEUE_PREFIX } from '../adapters/bullmq/queue-prefix.js';
import { createCheckoutStore } from '../adapters/postgres/checkout-store.js';
import { openDatabase } from '../adapters/postgres/database.js';
import { createPaymentStepStore } from '../adapters/postgres/payment-step-store.js';
import { createPgTransaction, refuseInsideTransaction } from '../adapters/postgres/pg-transaction.js';
import { createWebhookInboxStore } from '../adapters/postgres/webhook-inbox-store.js';
import { openLiveChannel } from '../adapters/redis/live-channel.js';
import { redisOptions } from '../adapters/redis/redis-connection.js';
import { openRedisHealth } from '../adapters/redis/redis-health.js';
import { createStripeClient } from '../adapters/stripe/stripe-client.js';
import { createStripePsp } from '../adapters/stripe/stripe-psp.js';
import { createLogger } from '../adapters/telemetry/logger.js';
import { operationalRoutes, tcpCheck } from '../adapters/telemetry/operational-routes.js';
import type { RunningProcess } from '../adapters/process/run-until-stopped.js';
import type { Config } from '../config/config.js';
import { startDispatcher } from './dispatcher/dispatcher.js';
import { composeEvents } from './events/compose.js';
import { processWebhookJob } from './jobs/process-webhook-job.js';
import { runStepJob } from './jobs/run-step-job.js';


/** Puts the workers together: dispatcher, job lanes, relay and consumers. The only file that gives them their adapters. */
export async function startWorkers(config: Config): Promise<RunningProcess> {
  const logger = createLogger({ level: config.LOG_LEVEL, process: 'workers' });
  const database = await openDatabase({
    url: config.DATABASE_URL,
    // Every relay shard keeps a connection of its own for its fence.
    poolMax: config.DATABASE_POOL_MAX + config.RELAY_SHARDS + 2,
    applicationName: 'splitcart-workers',
  });
  const connection = redisOptions(config.REDIS_URL);
  const onRedisError = (error: Error) => logger.debug({ event: 'redis.away', reason: error.message });
  const channel = openLiveChannel({ url: config.REDIS_URL, onError: onRedisError });
  const redisHealth = openRedisHealth(config.REDIS_URL);
  const stripe = createStripeClient({ secretKey: config.STRIPE_SECRET_KEY, apiBase: config.STRIPE_API_BASE ?? null });
  const steps = createPaymentStepStore(database.pool);
  const inbox = createWebhookInboxStore(database.pool);
  const dependencies = {
    transaction: createPgTransaction(database.pool),
    checkouts: createCheckoutStore(database.pool),
    steps,
    inbox,
    psp: createStripePsp({ stripe, mayCall: refuseInsideTransaction }),
    live: channel,
    logger,
  };
  const wake = (listener: () => void) => channel.listen(listener);

  const queues = openJobQueues({ connection, prefix: QUEUE_PREFIX, logger });
  const jobs = startJobWorkers(
    { connection, prefix: QUEUE_PREFIX, logger },
    {
      runStep: (stepId) => runStepJob(dependencies, stepId),
      processWebhook: (eventId) => processWebhookJob(dependencies, eventId),
    },
  );
  const dispatcher = startDispatcher({
    takeSteps: steps.takeUndispatched,
    takeWebhooks: inbox.takeUndispatched,
    enqueueSteps: queues.enqueueSteps,
    enqueueWebhooks: queues.enqueueWebhooks,
    logger,
    wake,
  });
  const events = composeEvents({ config, pool: database.pool, connection, logger, wake });

  const app = express();
  app.disable('x-powered-by');
  app.use(
    operationalRoutes({
      dependencies: [
        { name: 'postgres', required: true, check: () => database.pool.query('SELECT 1') },
        { name: 'redis', required: false, check: redisHealth.check },
        ...(config.KAFKA_BROKERS ?? []).map((broker) => ({
          name: `kafka ${broker}`,
          required: false,
          check: tcpCheck(broker),
        })),
      ],
      readGauges: () => Promise.resolve([]),
    }),
  );
  const httpServer = createServer(app);
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(config.WORKER_PORT, config.HOST, resolve);
  });
  logger.info({ event: 'workers.running', kafka: config.KAFKA_BROKERS !== undefined });

  return {
    logger,
    async stop() {
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
