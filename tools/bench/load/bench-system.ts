import { randomBytes } from 'node:crypto';

import { ENDPOINT_EVENTS } from '../../../adapters/stripe/endpoint-events.js';
import { childEnvironment } from '../../../config/environment.js';
import { freePorts } from '../../stack/free-port.js';
import { answersOk } from '../../stack/node-program.js';
import { localPath } from '../../stack/project-paths.js';
import { SupervisedProcess, type ProcessPlan } from '../../stack/supervised-process.js';
import { apiPlan, programPlan, workersPlan } from '../../start/system-plan.js';
import type { BenchServers } from './bench-servers.js';

/** Our processes, in production mode, on the servers of a bench. */
export type BenchSystem = Readonly<{
  apiUrl: string;
  simulatorUrl: string;
  api: SupervisedProcess;
  workers: SupervisedProcess;
  /** Stops all processes, but not the servers. */
  stop: () => Promise<void>;
}>;

export type BenchSystemOptions = Readonly<{
  servers: BenchServers;
  report: (line: string) => void;
  /** False if the bench starts the workers itself. */
  workers?: boolean;
}>;

/**
 * Starts the PSP simulator without delays or limits, the API and the workers. Nothing throttles the load: quotas are
 * counted, but never reached.
 */
export async function startBenchSystem({
  servers,
  report,
  workers: withWorkers = true,
}: BenchSystemOptions): Promise<BenchSystem> {
  const [apiPort = 0, workersPort = 0, simulatorPort = 0] = await freePorts(3);
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const addresses = { apiPort, workersPort, simulatorPort, smtpPort: 0, mailPagePort: 0, publicUrl: apiUrl };
  const webhookSecret = `whsec_${randomBytes(24).toString('hex')}`;
  const settings = {
    ...settingsOf(servers),
    STRIPE_API_BASE: simulatorUrl,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    PUBLIC_URL: apiUrl,
  };
  const prepared = (plan: ProcessPlan) =>
    new SupervisedProcess(plan, {
      pidFolder: localPath('bench', 'pids'),
      logFile: localPath('bench', 'logs', `${plan.name}.log`),
      restart: false,
      report,
    });
  const simulator = prepared(simulatorPlan({ port: simulatorPort, apiUrl, webhookSecret }));
  const api = prepared(apiPlan(addresses, settings));
  const workers = prepared(workersPlan(addresses, settings));
  const stop = async (): Promise<void> => {
    await Promise.all([api.stop(), workers.stop()]);
    await simulator.stop();
  };
  try {
    await simulator.start();
    await api.start();
    if (withWorkers) await workers.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { apiUrl, simulatorUrl, api, workers, stop };
}

function settingsOf({
  databaseUrl,
  redisUrl,
  kafkaBrokers,
  topicPrefix,
}: BenchServers): Record<string, string> {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    KAFKA_BROKERS: kafkaBrokers,
    KAFKA_TOPIC_PREFIX: topicPrefix,
    STRIPE_SECRET_KEY: `sk_test_bench_${randomBytes(8).toString('hex')}`,
    STRIPE_PUBLISHABLE_KEY: 'pk_test_bench',
    SESSION_SECRET: randomBytes(32).toString('hex'),
    RATE_LIMITS: 'all=100000000/60',
    PSP_CALLS_PER_SECOND: '100000',
  };
}

/** In memory: the PSP's disk writes are not our work. */
function simulatorPlan({
  port,
  apiUrl,
  webhookSecret,
}: {
  port: number;
  apiUrl: string;
  webhookSecret: string;
}): ProcessPlan {
  const args = [
    `--port=${port}`,
    '--host=127.0.0.1',
    `--webhook-url=${apiUrl}/webhooks/stripe`,
    `--webhook-secret=${webhookSecret}`,
    `--webhook-events=${ENDPOINT_EVENTS.join()}`,
    '--rate-limit=off',
  ];
  return {
    ...programPlan('simulator', args),
    title: 'Stripe simulator',
    env: childEnvironment({}),
    isHealthy: async () => await answersOk(`http://127.0.0.1:${port}/_sim/health`),
  };
}
