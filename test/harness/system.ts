import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '../../tools/stack/free-port.js';
import { atEndOfFile } from './cleanup.js';
import { createGraphqlClient, type GraphqlClient } from './client.js';
import { createDatabase, type TestDatabase } from './database.js';
import { type DatabaseGate, startDatabaseGate } from './database-gate.js';
import { type MailServer, startMailServer } from './mail-server.js';
import { startProcess, type TestProcess } from './process.js';
import { askControl, buildTarget, runFolder, testStack } from './test-stack.js';

type Settings = Readonly<Record<string, string | undefined>>;

/** Deviations from the default system. */
export interface SystemOptions {
  /** Settings for api and workers; undefined removes a setting. */
  readonly env?: Settings;
  readonly apiEnv?: Settings;
  readonly workersEnv?: Settings;
  /** Additional simulator flags. */
  readonly simulatorArgs?: readonly string[];
  /** The brokers of a private cluster (see startTestCluster); null: no KAFKA_BROKERS at all. */
  readonly kafkaBrokers?: string | null;
  /** False: the test starts them itself with startApi/startWorkers. */
  readonly api?: boolean;
  readonly workers?: boolean;
  /** Also build the web app, so that the api serves it. */
  readonly web?: boolean;
  readonly template?: 'empty' | 'seeded';
  /** Connect processes to the database through a gate, to kill them at an exact moment (`crash-moment.ts`). */
  readonly gate?: boolean;
}

/** Database, Redis database, topics, simulator, api and workers of one test file; all removed at its end. */
export interface TestSystem {
  readonly database: TestDatabase;
  readonly redisUrl: string;
  readonly kafkaBrokers: string | undefined;
  /** Prefix of this system's topics and consumer groups. */
  readonly topicPrefix: string;
  readonly apiUrl: string;
  readonly webhookSecret: string;
  readonly simulator: TestProcess;
  /** Receives the mails of this system. */
  readonly mailServer: MailServer;
  /** The first api and the first workers process; throws when they were not started. */
  readonly api: TestProcess;
  readonly workers: TestProcess;
  readonly client: GraphqlClient;
  /** The gate before the database; throws when the system was started without one. */
  readonly gate: DatabaseGate;
  /** The settings of api and workers. */
  readonly env: Record<string, string | undefined>;
  /** Starts another (or the first) api process; only the first listens on `apiUrl`. */
  startApi(env?: Settings): Promise<TestProcess>;
  startWorkers(env?: Settings): Promise<TestProcess>;
}

/** Starts a whole system on the run's shared servers, isolated by database, Redis number and topic prefix. */
export async function startSystem(options: SystemOptions = {}): Promise<TestSystem> {
  if (options.web === true) await buildTarget('web');
  const stack = await testStack();
  const database = await createDatabase({ template: options.template ?? 'seeded' });
  const redisUrl = `${stack.redisUrl}/${await askControl<number>('redis-database')}`;
  const kafkaBrokers =
    options.kafkaBrokers === null ? undefined : (options.kafkaBrokers ?? stack.kafkaBrokers);
  const topicPrefix = `t${randomBytes(4).toString('hex')}.`;
  const webhookSecret = `whsec_${randomBytes(24).toString('hex')}`;
  const apiPort = await freePort();
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const simulator = await startSimulator({ apiUrl, webhookSecret, args: options.simulatorArgs ?? [] });
  const mailServer = await startMailServer();
  const gate = options.gate === true ? await startDatabaseGate(database.url) : null;
  const env: Record<string, string | undefined> = {
    DATABASE_URL: gate?.url ?? database.url,
    REDIS_URL: redisUrl,
    KAFKA_BROKERS: kafkaBrokers,
    KAFKA_TOPIC_PREFIX: topicPrefix,
    STRIPE_SECRET_KEY: 'sk_test_splitcart',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_splitcart',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_BASE: simulator.url,
    PSP_CALLS_PER_SECOND: '100000',
    // All clients of a test share one IP address.
    RATE_LIMITS: 'all=1000000/60',
    SESSION_SECRET: randomBytes(32).toString('hex'),
    PUBLIC_URL: apiUrl,
    SMTP_URL: mailServer.url,
    MAIL_FROM: 'Splitcart <shop@splitcart.example>',
    ...options.env,
  };
  const system = new LocalSystem({
    database,
    redisUrl,
    kafkaBrokers,
    topicPrefix,
    apiUrl,
    webhookSecret,
    simulator,
    mailServer,
    env,
    gate,
  });
  if (options.api !== false) await system.startApi(options.apiEnv);
  if (options.workers !== false) await system.startWorkers(options.workersEnv);
  return system;
}

type SystemParts = Pick<
  TestSystem,
  | 'database'
  | 'redisUrl'
  | 'kafkaBrokers'
  | 'topicPrefix'
  | 'apiUrl'
  | 'webhookSecret'
  | 'simulator'
  | 'mailServer'
  | 'env'
> & { readonly gate: DatabaseGate | null };

class LocalSystem implements TestSystem {
  readonly database: TestDatabase;
  readonly redisUrl: string;
  readonly kafkaBrokers: string | undefined;
  readonly topicPrefix: string;
  readonly apiUrl: string;
  readonly webhookSecret: string;
  readonly simulator: TestProcess;
  readonly mailServer: MailServer;
  readonly env: Record<string, string | undefined>;
  readonly client: GraphqlClient;
  readonly #gate: DatabaseGate | null;
  readonly #apis: TestProcess[] = [];
  readonly #workers: TestProcess[] = [];

  constructor(parts: SystemParts) {
    this.database = parts.database;
    this.redisUrl = parts.redisUrl;
    this.kafkaBrokers = parts.kafkaBrokers;
    this.topicPrefix = parts.topicPrefix;
    this.apiUrl = parts.apiUrl;
    this.webhookSecret = parts.webhookSecret;
    this.simulator = parts.simulator;
    this.mailServer = parts.mailServer;
    this.env = parts.env;
    this.#gate = parts.gate;
    this.client = createGraphqlClient(parts.apiUrl);
    atEndOfFile(async () => await this.client.close());
  }

  get gate(): DatabaseGate {
    if (this.#gate === null) throw new Error('this system was started without a gate');
    return this.#gate;
  }

  get api(): TestProcess {
    return first(this.#apis, 'api');
  }

  get workers(): TestProcess {
    return first(this.#workers, 'workers');
  }

  async startApi(env: Settings = {}): Promise<TestProcess> {
    const own = this.#apis.length === 0 ? { port: Number(new URL(this.apiUrl).port) } : {};
    const api = await startProcess('api', { ...own, env: { ...this.env, ...env } });
    this.#apis.push(api);
    return api;
  }

  async startWorkers(env: Settings = {}): Promise<TestProcess> {
    const workers = await startProcess('workers', { env: { ...this.env, ...env } });
    this.#workers.push(workers);
    return workers;
  }
}

interface SimulatorOptions {
  readonly apiUrl: string;
  readonly webhookSecret: string;
  readonly args: readonly string[];
}

/** Starts a simulator with its own journal that sends webhooks to this system's api. */
async function startSimulator(options: SimulatorOptions): Promise<TestProcess> {
  const port = await freePort();
  const data = join(runFolder(), 'simulators', String(port));
  return await startProcess('simulator', {
    port,
    args: [
      `--port=${port}`,
      '--host=127.0.0.1',
      `--data=${data}`,
      `--webhook-url=${options.apiUrl}/webhooks/stripe`,
      `--webhook-secret=${options.webhookSecret}`,
      // A fast machine exceeds the rate limit of a Stripe sandbox.
      '--rate-limit=off',
      ...options.args,
    ],
  });
}

function first(processes: readonly TestProcess[], kind: string): TestProcess {
  const process = processes[0];
  if (process === undefined) throw new Error(`this system was started without ${kind}`);
  return process;
}
