import { runProgram } from '../stack/run-program.js';
import type { Bench } from './bench.js';
import { captureBench } from './capture/capture-bench.js';
import { checkoutBench } from './checkout/checkout-bench.js';
import { fanoutBench } from './fanout/fanout-bench.js';
import { historyBench } from './history/history-bench.js';
import { orderBench } from './order/order-bench.js';
import { relayBench } from './relay/relay-bench.js';

/** Each bench is a sibling folder and one line here. */
const benches: readonly Bench[] = [
  checkoutBench,
  orderBench,
  captureBench,
  relayBench,
  fanoutBench,
  historyBench,
];

const usage = `Usage: npm run bench -- <name> [--json] [--option=value …]
${benches.map(({ name, usage: own }) => `  ${name}  ${own}`).join('\n')}
--json prints the result as one line at the end. Exit code 1 when a limit is exceeded. How to read it: docs/performance.md`;

async function main(): Promise<number> {
  const [name, ...flags] = process.argv.slice(2);
  const bench = benches.find((each) => each.name === name);
  const options = new Map(flags.map((flag) => optionOf(flag)));
  if (bench === undefined || options.has('')) {
    console.error(usage);
    return 2;
  }
  const result = await bench.run(options, (line) => console.log(line));
  if (options.has('json')) console.log(JSON.stringify(result));
  return result.ok ? 0 : 1;
}

/** `--small=1000` → small, 1000; an empty name if it is not an option. */
function optionOf(flag: string): readonly [string, string] {
  const [, name = '', value = 'true'] = /^--([a-z-]+)(?:=(.*))?$/.exec(flag) ?? [];
  return [name, value];
}

// Exiting runs the handlers that stop everything started here.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
runProgram(main);
