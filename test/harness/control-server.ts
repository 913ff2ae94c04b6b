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
 * Listens on a free port; each route does its work at most once, whoever asks first. A path names the lane, the route and
 * its argument, as in `/2/template/seeded`.
 */
export async function startControlServer(run: RunFolder): Promise<ControlServer> {
  const lanes = new Map<string, LaneServers>();
  const laneCalled = (name: string): LaneServers => {
    const lane = lanes.get(name) ?? new LaneServers(join(run.folder, 'stacks', name));
    lanes.set(name, lane);
    return lane;
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
      await Promise.all(Array.from(lanes.values(), async (lane) => await lane.stop()));
    },
  };
}

function handlersOf(lane: LaneServers): Readonly<Record<string, Handler>> {
  return {
    build: async (target) => await buildOnce(target),
    stack: async () => await lane.addresses(),
    template: async (name) => await lane.template(name === 'seeded' ? 'seeded' : 'empty'),
    'redis-database': async () => lane.nextRedisDatabase(),
    server: async (what) => await lane.act(what),
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
