import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buildOnce } from './build-once.js';
import { LaneServers } from './lane-servers.js';
import type { RunFolder } from './run-folder.js';

/** The door between the test files (each in a process of its own) and the stacks, which live in the main process. */
export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

type Handler = (argument: string) => Promise<unknown>;

/**
 * Listens on a free port; each route does its work at most once, whoever asks first. A path names the queue, the route and
 * its argument, as in `/2/template/seeded`.
 */
export async function startControlServer(run: RunFolder): Promise<ControlServer> {
  const partitionBatches = new Map<string, LaneServers>();
  const laneCalled = (name: string): LaneServers => {
    const partitionBatch = partitionBatches.get(name) ?? new LaneServers(join(run.folder, 'stacks', name));
    partitionBatches.set(name, partitionBatch);
    return partitionBatch;
  };
  const server = createServer((request, response) => {
    const [laneName = '', route = '', ...argument] = (request.url ?? '').slice(1).split('/');
    answer(response, handlersOf(laneCalled(laneName))[route], argument.join('/')).catch((error: unknown) => {
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
      await Promise.all(
        Array.from(partitionBatches.values(), async (partitionBatch) => await partitionBatch.stop()),
      );
    },
  };
}

function handlersOf(partitionBatch: LaneServers): Readonly<Record<string, Handler>> {
  return {
    build: async (target) => await buildOnce(target),
    stack: async () => await partitionBatch.addresses(),
    template: async (name) => await partitionBatch.template(name === 'seeded' ? 'seeded' : 'empty'),
    'redis-database': async () => partitionBatch.nextRedisDatabase(),
    server: async (what) => await partitionBatch.act(what),
  };
}

async function answer(
  response: ServerResponse,
  handler: Handler | undefined,
  argument: string,
): Promise<void> {
  if (handler === undefined) throw new Error('the harness knows no such route');
  const result = await handler(argument);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result ?? null));
}
