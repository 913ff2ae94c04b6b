import { buildOnce } from './build-once.js';
import { startStack, type Stack } from '../../tools/stack/stack.js';
import { createTemplate, type TemplateName } from './template-database.js';

/** What a test can do to a server of its worker's stack. */
export type ServerAction = 'kill' | 'stop' | 'start' | 'SIGSTOP' | 'SIGCONT';

/** Addresses of the servers of one stack. */
export interface TestStackAddresses {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly kafkaBrokers: string;
}

// Stacks start one after another: on a fresh clone the first start installs what the others use.
let lastStart: Promise<unknown> = Promise.resolve();

/**
 * PostgreSQL, Redis and Kafka of one test worker. A worker runs one test file at a time, so a file may kill or freeze
 * these servers without affecting the other workers.
 */
export class LaneServers {
  readonly #folder: string;
  readonly #templates = new Map<TemplateName, Promise<string>>();
  #starting: Promise<Stack> | undefined;
  #redisDatabases = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async addresses(): Promise<TestStackAddresses> {
    const { databaseUrl, redisUrl, kafkaBrokers } = await this.#stack();
    if (kafkaBrokers === undefined) throw new Error('the tests need Kafka: install Java 17 and Maven');
    return { databaseUrl, redisUrl, kafkaBrokers };
  }

  async template(name: TemplateName): Promise<string> {
    const { databaseUrl } = await this.#stack();
    await buildOnce('server');
    const existing = this.#templates.get(name) ?? createTemplate(databaseUrl, name);
    this.#templates.set(name, existing);
    return await existing;
  }

  /** Never 0, which is the database of a Redis URL without a number. */
  nextRedisDatabase(): number {
    this.#redisDatabases += 1;
    return this.#redisDatabases;
  }

  async act(what: string): Promise<void> {
    const [name, action] = what.split('/');
    const stack = await this.#stack();
    const server = stack.servers.find((candidate) => candidate.name === name);
    if (server?.process === undefined) throw new Error(`this run does not own a server ${name}`);
    switch (action as ServerAction) {
      case 'kill':
        return await server.process.kill();
      case 'stop':
        return await server.process.stop();
      case 'start':
        return await server.process.start();
      case 'SIGSTOP':
      case 'SIGCONT':
        return server.process.signal(action as 'SIGSTOP' | 'SIGCONT');
    }
  }

  async stop(): Promise<void> {
    const stack = await this.#starting?.catch(() => undefined);
    await stack?.stop();
  }

  async #stack(): Promise<Stack> {
    this.#starting ??= inTurn(() =>
      startStack({
        folder: this.#folder,
        durable: false,
        report: () => undefined,
        given: { databaseUrl: undefined, redisUrl: undefined, kafkaBrokers: undefined },
      }),
    );
    return await this.#starting;
  }
}

async function inTurn<Value>(start: () => Promise<Value>): Promise<Value> {
  const starting = lastStart.then(start);
  lastStart = starting.catch(() => undefined);
  return await starting;
}
