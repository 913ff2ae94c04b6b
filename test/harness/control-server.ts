import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { runCommand } from '../../tools/stack/run-command.js';
import { startStack, type Stack } from '../../tools/stack/stack.js';
import type { RunFolder } from './run-folder.js';
import { createTemplate, type TemplateName } from './template-database.js';

/** What can be done to a shared server from a test. */
export type ServerAction = 'kill' | 'stop' | 'start' | 'SIGSTOP' | 'SIGCONT';

/** Addresses of the run's shared servers. */
export interface TestStackAddresses {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly kafkaBrokers: string;
}

/** The door between the test files (each in a process of its own) and the stack, which lives in the main process. */
export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

type Handler = (argument: string) => Promise<unknown>;

/** Listens on a free port; each route does its work at most once, whoever asks first. */
export async function startControlServer(run: RunFolder): Promise<ControlServer> {
  const shared = new SharedServers(run.folder);
  const handlers: Record<string, Handler> = {
    build: async (target) => await shared.build(target),
    stack: async () => await shared.addresses(),
    template: async (name) => await shared.template(name === 'seeded' ? 'seeded' : 'empty'),
    'redis-database': async () => shared.nextRedisDatabase(),
    server: async (what) => await shared.act(what),
  };
  const server = createServer((request, response) => {
    answer(request, response, handlers).catch((error: unknown) => {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await shared.stop();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: Record<string, Handler>,
): Promise<void> {
  const [name = '', ...argument] = (request.url ?? '').slice(1).split('/');
  const handler = handlers[name];
  if (handler === undefined) throw new Error(`the harness knows no ${name}`);
  const result = await handler(argument.join('/'));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result ?? null));
}

class SharedServers {
  readonly #folder: string;
  readonly #templates = new Map<TemplateName, Promise<string>>();
  readonly #builds = new Map<string, Promise<void>>();
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
    await this.build('server');
    const existing = this.#templates.get(name) ?? createTemplate(databaseUrl, name);
    this.#templates.set(name, existing);
    return await existing;
  }

  /** Number 0 is left to whoever takes a Redis URL without a number. */
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

  /** Brings dist up to date with the sources, as every npm command does. */
  async build(target: string): Promise<void> {
    const existing = this.#builds.get(target) ?? runBuild(target);
    this.#builds.set(target, existing);
    await existing;
  }

  async stop(): Promise<void> {
    const stack = await this.#starting?.catch(() => undefined);
    await stack?.stop();
  }

  async #stack(): Promise<Stack> {
    this.#starting ??= startStack({
      folder: join(this.#folder, 'stack'),
      durable: false,
      report: () => undefined,
      given: { databaseUrl: undefined, redisUrl: undefined, kafkaBrokers: undefined },
    });
    return await this.#starting;
  }
}

async function runBuild(target: string): Promise<void> {
  const bootstrap = join(projectRoot, 'tools', 'bootstrap', 'main.mjs');
  const result = await runCommand(process.execPath, [bootstrap, 'build', target], { timeoutMs: 180_000 });
  // tsc writes its output also with type errors; `npm run check` is where those fail. Say it and go on.
  if (result.code !== 0) process.stderr.write(`The ${target} does not compile cleanly:\n${result.output}\n`);
}
