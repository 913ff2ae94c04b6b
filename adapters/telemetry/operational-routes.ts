import { connect } from 'node:net';

import { Router } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** A service that the process depends on. Without a required one it cannot serve; without another it serves degraded. */
export type Dependency = Readonly<{ name: string; required: boolean; check: () => Promise<unknown> }>;

/** A gauge, read when Prometheus scrapes. */
export type GaugeReading = Readonly<{
  name: string;
  help: string;
  value: number;
  labels?: Readonly<Record<string, string>>;
}>;

type DependencyHealth = Readonly<{ up: boolean; required: boolean; reason?: string }>;

/** Longer than any healthy response, shorter than an orchestrator's probe timeout. */
const CHECK_DEADLINE_MS = 1_500;

/** /livez (the process runs), /readyz (it can serve; names each dependency) and /metrics (Prometheus). */
export function operationalRoutes({
  dependencies,
  readGauges,
}: {
  dependencies: readonly Dependency[];
  readGauges: () => Promise<readonly GaugeReading[]>;
}): Router {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/readyz', async (_request, response) => {
    const health = Object.fromEntries(await Promise.all(dependencies.map(healthOf)));
    const down = Object.values(health).filter(({ up }) => !up);
    const isReady = down.every(({ required }) => !required);
    const status = !isReady ? 'unavailable' : down.length > 0 ? 'degraded' : 'ready';
    response.status(isReady ? 200 : 503).json({ status, dependencies: health });
  });
  router.get('/metrics', async (_request, response) => {
    const gauges = (await readGauges()).map((gauge, index, all) =>
      gaugeText(gauge, all[index - 1]?.name !== gauge.name),
    );
    response.type(registry.contentType).send(`${await registry.metrics()}\n${gauges.join('')}`);
  });
  return router;
}

/** Dependencies of every process: Postgres is required; without Redis, Kafka or the PSP it serves degraded. */
export function commonDependencies(checks: {
  postgres: () => Promise<unknown>;
  redis: () => Promise<unknown>;
  brokers: readonly string[];
  isPspAway: () => boolean;
}): readonly Dependency[] {
  return [
    { name: 'postgres', required: true, check: checks.postgres },
    { name: 'redis', required: false, check: checks.redis },
    { name: 'psp', required: false, check: () => pspCheck(checks.isPspAway()) },
    ...checks.brokers.map((broker) => ({
      name: `kafka ${broker}`,
      required: false,
      check: tcpCheck(broker),
    })),
  ];
}

/** Makes no call to the PSP: the circuit breaker knows whether the last calls failed. */
function pspCheck(isAway: boolean): Promise<void> {
  return isAway
    ? Promise.reject(new Error('circuit open: the PSP has stopped answering'))
    : Promise.resolve();
}

/** Checks that the address accepts connections, for servers that this process does not use itself. */
function tcpCheck(address: string): () => Promise<void> {
  const [host = '', port = ''] = address.split(/:(?=\d+$)/);
  return () =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port: Number(port), timeout: CHECK_DEADLINE_MS });
      const end = (error?: Error) => {
        socket.destroy();
        if (error === undefined) resolve();
        else reject(error);
      };
      socket.once('connect', () => end());
      socket.once('timeout', () => end(new Error('connection timed out')));
      socket.once('error', end);
    });
}

async function healthOf({ name, required, check }: Dependency): Promise<[string, DependencyHealth]> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('health check timed out')), CHECK_DEADLINE_MS);
  try {
    await Promise.race([check(), late.promise]);
    return [name, { up: true, required }];
  } catch (error) {
    return [name, { up: false, required, reason: error instanceof Error ? error.message : String(error) }];
  } finally {
    clearTimeout(timer);
  }
}

/** HELP and TYPE are written once per name, however many label sets it has. */
function gaugeText({ name, help, value, labels = {} }: GaugeReading, isFirst: boolean): string {
  const pairs = Object.entries(labels).map(([key, each]) => `${key}="${each}"`);
  const suffix = pairs.length > 0 ? `{${pairs.join(',')}}` : '';
  const head = isFirst ? `# HELP ${name} ${help}\n# TYPE ${name} gauge\n` : '';
  return `${head}${name}${suffix} ${value}\n`;
}
