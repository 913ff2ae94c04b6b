import { join } from 'node:path';
import { isComposeAvailable, startComposeService } from './compose-service.js';
import { freePort, freePorts } from './free-port.js';
import { clusterIdOf } from './kafka-cluster.js';
import { installKafka } from './kafka-jars.js';
import { prepareKafkaNode } from './kafka-node.js';
import { createDatabaseIfMissing, preparePostgres } from './postgres-server.js';
import { installRedis, prepareRedis } from './redis-server.js';
import { composeServer, givenServer, ownServer, type StackServer } from './stack-server.js';
import { lastPort } from './stack-state.js';
import { SupervisedProcess, type ProcessPlan } from './supervised-process.js';

/** How to run the servers of a stack. */
export interface StackSettings {
  /** Contains the data, logs, pid records and state file of this stack. */
  readonly folder: string;
  readonly durable: boolean;
  readonly report: (line: string) => void;
}

/** A started server and its URL for our processes. */
export interface StartedServer {
  readonly server: StackServer;
  readonly url: string;
}

/** PostgreSQL from the npm package, or the one given by DATABASE_URL. */
export async function startPostgres(settings: StackSettings, given?: string): Promise<StartedServer> {
  if (given !== undefined) {
    const server = givenServer('postgres', 'PostgreSQL', hostAndPort(given, 5432));
    return { server: await reachable(server, 'DATABASE_URL'), url: given };
  }
  const port = await freePort(lastPort(settings.folder, 'postgres'));
  const dataFolder = join(settings.folder, 'postgres');
  const { plan, serverUrl } = await preparePostgres({ dataFolder, port, durable: settings.durable });
  const supervised = await supervise(plan, settings);
  await createDatabaseIfMissing(serverUrl, 'splitcart');
  return { server: ownServer(supervised, `127.0.0.1:${port}`), url: `${serverUrl}/splitcart` };
}

/** Our own Redis process, one from Docker Compose, or the one given by REDIS_URL. */
export async function startRedis(settings: StackSettings, given?: string): Promise<StartedServer> {
  if (given !== undefined) {
    const server = givenServer('redis', 'Redis', hostAndPort(given, 6379));
    return { server: await reachable(server, 'REDIS_URL'), url: given };
  }
  const port = await freePort(lastPort(settings.folder, 'redis'));
  const program = await installRedis(settings.report);
  if (program !== undefined) {
    const { plan, url } = prepareRedis(program, { dataFolder: join(settings.folder, 'redis'), port });
    return { server: ownServer(await supervise(plan, settings), `127.0.0.1:${port}`), url };
  }
  if (await isComposeAvailable()) {
    const stop = await startComposeService('redis', { variable: 'REDIS_HOST_PORT', port });
    const server = composeServer({ name: 'redis', title: 'Redis' }, `127.0.0.1:${port}`, stop);
    return { server, url: `redis://127.0.0.1:${port}` };
  }
  throw new Error(
    'Redis 7 is missing and could not be installed. Install it (apt-get install redis-server), ' +
      'start a Docker engine, or set REDIS_URL.',
  );
}

/** Our own Kafka process, one from Docker Compose, or the brokers given by KAFKA_BROKERS; otherwise what is missing. */
export async function startKafka(
  settings: StackSettings,
  given?: string,
): Promise<StartedServer | { readonly missing: string }> {
  if (given !== undefined) {
    const server = givenServer('kafka', 'Kafka', given.split(',')[0] ?? given);
    return { server: await reachable(server, 'KAFKA_BROKERS'), url: given };
  }
  const installation = await installKafka(settings.report);
  if (!('missing' in installation)) {
    const [controllerPort = 0] = await freePorts(1);
    const port = await freePort(lastPort(settings.folder, 'kafka'));
    const dataFolder = join(settings.folder, 'kafka');
    const node = { id: 1, port, controllerPort, dataFolder };
    const plan = await prepareKafkaNode(
      node,
      { nodes: [node], clusterId: clusterIdOf(dataFolder) },
      installation,
    );
    const address = `127.0.0.1:${port}`;
    return { server: ownServer(await supervise(plan, settings), address), url: address };
  }
  if (!(await isComposeAvailable())) return installation;
  const port = await freePort(lastPort(settings.folder, 'kafka'));
  const stop = await startComposeService('kafka', { variable: 'KAFKA_HOST_PORT', port });
  const address = `127.0.0.1:${port}`;
  return { server: composeServer({ name: 'kafka', title: 'Kafka' }, address, stop), url: address };
}

async function supervise(plan: ProcessPlan, settings: StackSettings): Promise<SupervisedProcess> {
  const supervised = new SupervisedProcess(plan, {
    pidFolder: join(settings.folder, 'pids'),
    logFile: join(settings.folder, 'logs', `${plan.name}.log`),
    restart: true,
    report: settings.report,
  });
  await supervised.start();
  return supervised;
}

async function reachable(server: StackServer, variable: string): Promise<StackServer> {
  if (await server.isHealthy()) return server;
  throw new Error(`${variable} is set, but nothing answers at ${server.address}`);
}

function hostAndPort(url: string, standardPort: number): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port === '' ? standardPort : port}`;
}
