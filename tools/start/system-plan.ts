import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ENDPOINT_EVENTS } from '../../adapters/stripe/endpoint-events.js';
import { childEnvironment, environmentVariable, type GivenStripe } from '../../config/environment.js';
import { answersOk, nodeFlags } from '../stack/node-program.js';
import { projectRoot } from '../stack/project-paths.js';
import type { ProcessPlan } from '../stack/supervised-process.js';
import type { LocalSecrets } from './secrets.js';
import type { ServersInUse } from './servers-in-use.js';
import { startFolder } from './start-state.js';

/** Ports and secrets of one run. */
export interface SystemAddresses {
  readonly apiPort: number;
  readonly workersPort: number;
  readonly simulatorPort: number;
  /** The mail catcher's SMTP port, and the port of its page. */
  readonly smtpPort: number;
  readonly mailPagePort: number;
  /** The URL for the browser: the API itself, or the hot-reloading web server in front of it. */
  readonly publicUrl: string;
}

/** The simulator; it keeps its journal between starts, like a real PSP. */
export function simulatorPlan(addresses: SystemAddresses, secrets: LocalSecrets): ProcessPlan {
  const port = String(addresses.simulatorPort);
  const webhooks = `http://127.0.0.1:${addresses.apiPort}/webhooks/stripe`;
  const args = ['--port', port, '--host', '127.0.0.1', '--data', join(startFolder, 'simulator')];
  return {
    ...programPlan('simulator', [
      ...args,
      '--webhook-url',
      webhooks,
      '--webhook-secret',
      secrets.webhookSecret,
      '--webhook-events',
      ENDPOINT_EVENTS.join(),
      // The demo pays in bursts that would exceed a sandbox's rate limit.
      '--rate-limit',
      'off',
    ]),
    title: 'Stripe simulator',
    env: childEnvironment({}),
    isHealthy: async () => await answersOk(`http://127.0.0.1:${port}/_sim/health`),
  };
}

/** The mail catcher: shows the shop's mails on its page and delivers none. */
export function mailCatcherPlan({ smtpPort, mailPagePort }: SystemAddresses): ProcessPlan {
  const entry = join('tools', 'mail');
  const args = ['--smtp', String(smtpPort), '--port', String(mailPagePort)];
  return {
    ...programPlan('mail-catcher', args, { entry }),
    title: 'Mail catcher',
    env: childEnvironment({}),
    isHealthy: async () => await answersOk(`http://127.0.0.1:${mailPagePort}/`),
  };
}

/** The API, which also serves the web app. `flags` go to Node (`--watch` in development). */
export function apiPlan(
  addresses: SystemAddresses,
  settings: Readonly<Record<string, string | undefined>>,
  flags: readonly string[] = [],
): ProcessPlan {
  return {
    ...programPlan('api', [], { flags }),
    title: 'API',
    env: childEnvironment({ ...settings, PORT: String(addresses.apiPort) }),
    isHealthy: async () => await answersOk(`http://127.0.0.1:${addresses.apiPort}/readyz`),
  };
}

/** The workers, all roles in one process. */
export function workersPlan(
  addresses: SystemAddresses,
  settings: Readonly<Record<string, string | undefined>>,
  flags: readonly string[] = [],
): ProcessPlan {
  return {
    ...programPlan('workers', [], { flags }),
    title: 'Workers',
    env: childEnvironment({ ...settings, WORKER_PORT: String(addresses.workersPort) }),
    isHealthy: async () => await answersOk(`http://127.0.0.1:${addresses.workersPort}/readyz`),
  };
}

/** The local simulator has no rate limit, so neither do we. */
const SIMULATOR_CALLS_PER_SECOND = '100000';

/** The demo buys more from one IP address than a person would; quotas per account stay as they are. */
const LOCAL_RATE_LIMITS = 'placeOrder.address=100000/60,authorizePayment.address=100000/60';

/** The settings of the API and the workers: the servers, Stripe or its simulator, and the mail server. */
export function systemSettings(
  servers: ServersInUse,
  outside: {
    readonly stripe: GivenStripe | undefined;
    readonly simulatorUrl: string;
    readonly smtpUrl: string;
    readonly publicUrl: string;
  },
  secrets: LocalSecrets,
): Record<string, string | undefined> {
  const { stripe, simulatorUrl, smtpUrl, publicUrl } = outside;
  return {
    DATABASE_URL: servers.databaseUrl,
    REDIS_URL: servers.redisUrl,
    KAFKA_BROKERS: servers.kafkaBrokers,
    KAFKA_TOPIC_PREFIX: environmentVariable('KAFKA_TOPIC_PREFIX'),
    STRIPE_SECRET_KEY: stripe?.secretKey ?? `sk_test_local_${randomBytes(8).toString('hex')}`,
    STRIPE_PUBLISHABLE_KEY: stripe === undefined ? 'pk_test_local' : stripe.publishableKey,
    STRIPE_WEBHOOK_SECRET: stripe?.webhookSecret ?? secrets.webhookSecret,
    STRIPE_API_BASE: stripe === undefined ? simulatorUrl : undefined,
    PSP_CALLS_PER_SECOND: stripe === undefined ? SIMULATOR_CALLS_PER_SECOND : undefined,
    RATE_LIMITS: environmentVariable('RATE_LIMITS') ?? LOCAL_RATE_LIMITS,
    PUBLIC_URL: publicUrl,
    SMTP_URL: smtpUrl,
    SESSION_SECRET: environmentVariable('SESSION_SECRET') ?? secrets.sessionSecret,
  };
}

/** The common part of the plans of our programs. */
export function programPlan(
  name: string,
  args: readonly string[],
  {
    entry = name,
    file = 'main.js',
    flags = [],
  }: { readonly entry?: string; readonly file?: string; readonly flags?: readonly string[] } = {},
): Omit<ProcessPlan, 'title' | 'isHealthy'> {
  return {
    name,
    command: process.execPath,
    args: [...nodeFlags, ...flags, join(projectRoot, 'dist', entry, file), ...args],
    cwd: projectRoot,
    startTimeoutMs: 60_000,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 12_000,
  };
}
