import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { givenServers } from '../../config/environment.js';
import { installChromium } from './chromium.js';
import { installKafka } from './kafka-jars.js';
import { localPath } from './project-paths.js';
import { installRedis } from './redis-server.js';
import { runProgram } from './run-program.js';
import { removeStackData, startStack, stopStack } from './stack.js';
import { printStatus } from './stack-status.js';
import { runningStack, type StackState } from './stack-state.js';
import { untilStopped } from './until-stopped.js';

const usage = `Usage: npm run stack -- <command>
  up [--detach]    start PostgreSQL, Redis and Kafka; stays in the foreground unless detached
  down             stop them, including any left over from a killed supervisor
  status [--json]  show their addresses and health
  reset            stop them and delete their data
  install          install what the stack and the tests need (Redis, Java, Kafka, Chromium) without starting it`;

const folder = localPath('stack');
/** Passed to the detached supervisor, whose parent exits as soon as the stack is up. */
const stayOption = '--stay';
const detachedStartMs = 10 * 60_000;

async function main(args: readonly string[]): Promise<number> {
  const [command, option] = args;
  switch (command) {
    case 'up':
      return option === '--detach' ? await upDetached() : await up({ withParent: option !== stayOption });
    case 'down':
      return await down();
    case 'status':
      return await printStatus(folder, { json: option === '--json' });
    case 'reset':
      await down();
      removeStackData(folder);
      console.log('The data of the local stack is deleted.');
      return 0;
    case 'install':
      return await install();
    default:
      console.log(usage);
      return command === undefined ? 0 : 2;
  }
}

async function up(options: { readonly withParent: boolean }): Promise<number> {
  const running = runningStack(folder);
  if (running !== undefined) {
    console.log(`Already running (process ${running.supervisor.pid}).`);
    printAddresses(running);
    return 0;
  }
  const stopped = untilStopped(options);
  const report = (line: string): void => console.log(line);
  const starting = startStack({ folder, durable: true, report, given: givenServers() });
  const first = await Promise.race([stopped, starting]);
  // Stopped while starting: exiting now runs the exit handlers, which stop everything started so far.
  if (typeof first === 'string') return 130;
  const state = runningStack(folder);
  if (state !== undefined) printAddresses(state);
  console.log('Ctrl-C stops the stack.');
  console.log(`Stopping (${await stopped}).`);
  await first.stop();
  return 0;
}

async function upDetached(): Promise<number> {
  if (runningStack(folder) === undefined) {
    const self = [...process.execArgv, process.argv[1] ?? '', 'up', stayOption];
    const child = spawn(process.execPath, self, { detached: true, stdio: 'ignore' });
    child.unref();
  }
  const deadline = Date.now() + detachedStartMs;
  while (runningStack(folder)?.ready !== true) {
    if (Date.now() > deadline)
      throw new Error('the stack did not start; run it in the foreground to see why');
    await delay(100);
  }
  return await printStatus(folder, { json: false });
}

async function down(): Promise<number> {
  const ended = await stopStack(folder);
  console.log(ended.length === 0 ? 'Nothing was running.' : `Stopped ${ended.join(', ')}.`);
  return 0;
}

async function install(): Promise<number> {
  const report = (line: string): void => console.log(line);
  const kafka = await installKafka(report);
  const missing = [
    ...((await installRedis(report)) === undefined ? ['Redis 7'] : []),
    ...('missing' in kafka ? [kafka.missing] : []),
    ...(await installChromium(report).then(
      () => [],
      () => ['Chromium'],
    )),
  ];
  if (missing.length > 0) console.error(`Missing and could not be installed: ${missing.join('; ')}.`);
  return missing.length === 0 ? 0 : 1;
}

function printAddresses(state: StackState): void {
  console.log(`  DATABASE_URL=${state.databaseUrl}`);
  console.log(`  REDIS_URL=${state.redisUrl}`);
  if (state.kafkaBrokers !== undefined) console.log(`  KAFKA_BROKERS=${state.kafkaBrokers}`);
}

runProgram(async () => await main(process.argv.slice(2)));
