import { join } from 'node:path';
import { answersQuery } from './postgres-server.js';
import { liveProcesses } from './process-record.js';
import { clusterMembers } from './kafka-node.js';
import { answersPing } from './redis-server.js';
import { residentMegabytes } from './resident-memory.js';
import { acceptsConnections } from './stack-server.js';
import { runningStack, type ServerState, type StackState } from './stack-state.js';

interface ServerStatus extends ServerState {
  readonly healthy: boolean;
  readonly pid: number | undefined;
  readonly residentMegabytes: number | undefined;
}

/** Prints each server with its health; with `json`, one object as the last line. Returns 0 when all are healthy. */
export async function printStatus(folder: string, options: { readonly json: boolean }): Promise<number> {
  const state = runningStack(folder);
  if (state === undefined) {
    console.log(
      options.json ? JSON.stringify({ ok: false, running: false }) : 'The local stack is not running.',
    );
    return 1;
  }
  const servers = await Promise.all(
    state.servers.map(async (server) => await statusOf(server, folder, state)),
  );
  const ok = state.ready && servers.every((server) => server.healthy);
  if (options.json) {
    console.log(JSON.stringify({ ok, running: true, supervisor: state.supervisor.pid, servers }));
  } else {
    for (const server of servers) console.log(statusLine(server));
    if (state.kafkaMissing !== undefined) console.log(`kafka     missing: ${state.kafkaMissing}`);
  }
  return ok ? 0 : 1;
}

async function statusOf(server: ServerState, folder: string, state: StackState): Promise<ServerStatus> {
  const pid = liveProcesses(join(folder, 'pids')).find((record) => record.name === server.name)?.pid;
  return {
    ...server,
    healthy: await isHealthy(server, state),
    pid,
    residentMegabytes: pid === undefined ? undefined : residentMegabytes(pid),
  };
}

async function isHealthy(server: ServerState, state: StackState): Promise<boolean> {
  if (server.source !== 'own') return await acceptsConnections(server.address);
  switch (server.name) {
    case 'postgres':
      return await answersQuery(state.databaseUrl);
    case 'redis':
      return await answersPing('127.0.0.1', Number(server.address.split(':')[1]));
    default:
      return (await clusterMembers(server.address)).length > 0;
  }
}

function statusLine(server: ServerStatus): string {
  const process =
    server.pid === undefined ? server.source : `pid ${server.pid}, ${server.residentMegabytes} MB`;
  const health = server.healthy ? 'healthy' : 'UNHEALTHY';
  return `${server.name.padEnd(9)} ${health.padEnd(13)} ${server.address.padEnd(21)} ${process}  ${server.logFile ?? ''}`;
}
