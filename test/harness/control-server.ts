import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buildOnce } from './build-once.js';
import { LaneServers } from './lane-servers.js';
import type { RunFolder } from './run-folder.js';

/** Connects the test files, each in its own process, with the stacks in the main process. */
export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

type Handler = (argument: string) => Promise<unknown>;

/**
 * Listens on a free port; each route does its work at most once. A path names the test worker, the route and its
 * argument, e.g. `/2/template/seeded`.
 */
export async function startControlServer(run: RunFolder): Promise<ControlServer> {
  const stacks = new Map<string, LaneServers>();
  const stackOf = (worker: string): LaneServers => {
    const stack = stacks.get(worker) ?? new LaneServers(join(run.folder, 'stacks', worker));
    stacks.set(worker, stack);
    return stack;
  };
  const server = createServer((request, response) => {
    const [worker = '', route = '', ...argument] = (request.url ?? '').slice(1).split('/');
    answer(response, handlersOf(stackOf(worker))[route], argument.join('/')).catch((error: unknown) => {
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
      await Promise.all(Array.from(stacks.values(), async (stack) => await stack.stop()));
    },
  };
}

function handlersOf(stack: LaneServers): Readonly<Record<string, Handler>> {
  return {
    build: async (target) => await buildOnce(target),
    stack: async () => await stack.addresses(),
    template: async (name) => await stack.template(name === 'seeded' ? 'seeded' : 'empty'),
    'redis-database': async () => stack.nextRedisDatabase(),
    server: async (what) => await stack.act(what),
  };
}

async function answer(
  response: ServerResponse,
  handler: Handler | undefined,
  argument: string,
): Promise<void> {
  if (handler === undefined) throw new Error('the harness has no such route');
  const result = await handler(argument);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result ?? null));
}
