import { runProgram } from '../stack/run-program.js';
import { untilStopped } from '../stack/until-stopped.js';
import { progressReport } from './progress-report.js';
import { startSystem, type RunningSystem } from './running-system.js';
import { runningSystem } from './start-state.js';

async function main(): Promise<number> {
  const other = runningSystem();
  if (other !== undefined) {
    console.error(`Already running at ${other.apiUrl} (process ${other.supervisor.pid}).`);
    return 1;
  }
  const stopped = untilStopped({ withParent: true });
  const report = progressReport();
  const first = await Promise.race([stopped, startSystem({ report, development: false })]);
  // Stopped while starting: exiting now runs the exit handlers, which stop everything started so far.
  if (typeof first === 'string') return 130;
  report('everything is ready');
  console.log(welcome(first));
  report(`stopping (${await stopped})`);
  await first.stop();
  report('stopped');
  return 0;
}

function welcome(system: RunningSystem): string {
  const { publicUrl, simulatorUrl, mailPageUrl, kafkaBrokers } = system;
  const places = [
    ['Shop', publicUrl],
    ['GraphQL', `${publicUrl}/graphql`],
    ['Queues', `${publicUrl}/ops/queues`],
    ['Health', `${publicUrl}/readyz`],
    ['Stripe', simulatorUrl === undefined ? 'your account' : `${simulatorUrl} (simulator)`],
    ['Mails', mailPageUrl ?? 'your mail server'],
    ['Kafka', kafkaBrokers ?? 'unavailable; events wait in the outbox'],
  ].map(([name = '', place = '']) => `  ${name.padEnd(9)}${place}`);
  return ['', ...places, '', system.signIns, '', '  Ctrl-C stops everything.', ''].join('\n');
}

runProgram(main);
