import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runProgram } from '../stack/run-program.js';
import { makeReport, reportLines } from './report.js';
import { runDemo } from './run-demo.js';

const usage = `Usage: npm run demo -- [--orders 20] [--sellers 3] [--json]
Buys from the running system like a browser, then compares the shop, the outbox, Kafka and the PSP's journal.`;

const flagsSchema = z.strictObject({
  orders: z.coerce.number().int().min(1).max(1_000).default(20),
  sellers: z.coerce.number().int().min(1).max(20).default(3),
  json: z.boolean().default(false),
});

async function main(): Promise<number> {
  const flags = readFlags();
  if (flags === undefined) {
    console.error(usage);
    return 2;
  }
  const startedAt = performance.now();
  try {
    const seen = await runDemo(flags, (line) => console.log(line));
    const report = makeReport(seen, performance.now() - startedAt);
    for (const line of reportLines(report)) console.log(line);
    if (flags.json) console.log(JSON.stringify(report));
    return report.ok ? 0 : 1;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(message);
    if (flags.json) console.log(JSON.stringify({ ok: false, error: message }));
    return 1;
  }
}

function readFlags(): z.infer<typeof flagsSchema> | undefined {
  try {
    const { values } = parseArgs({
      options: { orders: { type: 'string' }, sellers: { type: 'string' }, json: { type: 'boolean' } },
    });
    return flagsSchema.parse(values);
  } catch {
    return undefined;
  }
}

runProgram(main);
