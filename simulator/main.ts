import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startSimulator } from './start-simulator.js';

const USAGE = `Usage: node dist/simulator/main.js --port N [--host 127.0.0.1] [--data DIR] [--seed S]
                                    [--webhook-url U --webhook-secret W [--webhook-events TYPE,…]]
                                    [--rate-limit off|sandbox|live]
`;

const flagsSchema = z
  .strictObject({
    port: z.coerce.number().int().min(0).max(65_535),
    host: z.string().default('127.0.0.1'),
    data: z.string().optional(),
    seed: z.string().optional(),
    'rate-limit': z.enum(['off', 'sandbox', 'live']).default('sandbox'),
    'webhook-url': z.url().optional(),
    'webhook-secret': z.string().min(1).optional(),
    'webhook-events': z
      .string()
      .transform((types) => types.split(','))
      .optional(),
  })
  .refine((flags) => (flags['webhook-url'] === undefined) === (flags['webhook-secret'] === undefined), {
    message: '--webhook-url and --webhook-secret must be set together',
  });

type Flags = z.infer<typeof flagsSchema>;

function readFlags(): Flags {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      port: text,
      host: text,
      data: text,
      seed: text,
      'rate-limit': text,
      'webhook-url': text,
      'webhook-secret': text,
      'webhook-events': text,
    },
  });
  return flagsSchema.parse(values);
}

async function main(flags: Flags): Promise<void> {
  const url = flags['webhook-url'];
  const secret = flags['webhook-secret'];
  const running = await startSimulator({
    port: flags.port,
    host: flags.host,
    dataDirectory: flags.data,
    seed: flags.seed,
    rateLimit: flags['rate-limit'],
    webhook:
      url === undefined || secret === undefined
        ? undefined
        : { url, secret, events: flags['webhook-events'] },
  });
  process.stdout.write(`simulator listening on ${running.url}\n`);
  const stop = (): void => {
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

let flags: Flags;
try {
  flags = readFlags();
} catch (error) {
  const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  process.stderr.write(`${reason}\n\n${USAGE}`);
  process.exit(1);
}
await main(flags);
