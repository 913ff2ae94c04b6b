import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { oidcSettings } from './oidc-settings.js';
import { stripeFaults } from './stripe-keys.js';

const port = z.coerce.number().int().min(0).max(65_535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const quotas = list.transform((texts, context) =>
  texts.map((text) => {
    const {
      name = '',
      count,
      seconds,
    } = /^(?<name>[\w.]+)=(?<count>\d{1,9})\/(?<seconds>[1-9]\d{0,5})$/.exec(text)?.groups ?? {};
    if (name === '') context.addIssue({ code: 'custom', message: `must be name=count/seconds, not ${text}` });
    return { name, count: Number(count), seconds: Number(seconds) };
  }),
);

/**
 * Every setting of the api and the workers. `docs` of each is its description; `.env.example` is compared with this
 * schema by a test. Any setting can be given as a file instead: `STRIPE_SECRET_KEY_FILE=/run/secrets/stripe`.
 */
export const settings = z
  .object({
    PORT: port.default(4000).describe('Port of the api, which also serves the web app.'),
    WORKER_PORT: port.default(4001).describe('Port of the workers for health and metrics.'),
    HOST: z
      .string()
      .default('127.0.0.1')
      .describe('Address that api and workers listen on; 0.0.0.0 in a container.'),
    PUBLIC_URL: z
      .url()
      .optional()
      .describe(
        'Where browsers reach the api; banks and mails send them there. Default http://localhost:PORT.',
      ),
    DATABASE_URL: z.string().min(1).describe('PostgreSQL 15 or newer: the truth.'),
    DATABASE_POOL_MAX: z.coerce
      .number()
      .int()
      .min(2)
      .max(200)
      .default(10)
      .describe('Connections of one process.'),
    REDIS_URL: z
      .string()
      .min(1)
      .describe('Redis 7: schedules jobs and wakes subscribers; losing it loses nothing.'),
    KAFKA_BROKERS: list.optional().describe('Comma-separated; without it events wait in the outbox.'),
    KAFKA_TOPIC_PREFIX: z
      .string()
      .default('')
      .describe('Put before topic names; lets several systems share a cluster.'),
    RELAY_SHARDS: z.coerce
      .number()
      .int()
      .min(1)
      .max(64)
      .default(2)
      .describe('How many relay loops share the outbox.'),
    STRIPE_SECRET_KEY: z
      .string()
      .regex(/^sk_(test|live)_/, 'must be a Stripe secret key')
      .describe('Secret key of the platform account.'),
    STRIPE_PUBLISHABLE_KEY: z
      .string()
      .regex(/^pk_(test|live)_/, 'must be a Stripe publishable key')
      .describe('Key for the browser.'),
    STRIPE_WEBHOOK_SECRET: list.describe(
      'Signing secret of the webhook endpoint; two, comma-separated, while rotating.',
    ),
    STRIPE_ACCOUNT: z
      .string()
      .regex(/^(acct_\w+)?$/, 'must be the id of a Stripe account')
      .optional()
      .describe(
        'Our account at Stripe. Webhooks that name another are parked; without it, all that name one.',
      ),
    STRIPE_API_BASE: z
      .url()
      .optional()
      .describe(
        'Base URL of the simulator; never together with a key of Stripe’s. Absent means Stripe itself.',
      ),
    PSP_CALLS_PER_SECOND: z.coerce
      .number()
      .int()
      .min(4)
      .default(80)
      .describe('Calls that the PSP account allows; the workers keep to their shares of it.'),
    TRUST_PROXY: z
      .string()
      .default('loopback')
      .describe('Proxies that may say whose request it is: how many, or their networks, comma-separated.'),
    RATE_LIMITS: quotas
      .default([])
      .describe(
        'Quotas that differ from docs/limits.md, as signIn.address=500/900,all=1000/60 (count/seconds).',
      ),
    PSP_BUDGET_MS: z.coerce
      .number()
      .int()
      .min(50)
      .max(30_000)
      .default(3_000)
      .describe('How long a shopper waits for the PSP before a pending answer.'),
    CAPTURE_STRATEGY: z
      .enum(['auto', 'intent_per_seller'])
      .default('auto')
      .describe('auto: one hold, captured for each seller where the card allows; or an intent per seller.'),
    DELIVERED_AFTER_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(365)
      .default(14)
      .describe(
        'Days after its last parcel until a seller order counts as delivered without anybody’s word.',
      ),
    SESSION_SECRET: z
      .string()
      .min(32, 'must have at least 32 characters')
      .describe('Signs sessions of staff and derives order tokens.'),
    ...oidcSettings,
    SMTP_URL: z
      .url({ protocol: /^smtps?$/ })
      .optional()
      .describe('Mail server, as smtp://user:password@host:587; without it mails wait in their table.'),
    MAIL_FROM: z
      .string()
      .regex(/@[\w.-]+/, 'must hold an e-mail address')
      .default('Splitcart <no-reply@splitcart.example>')
      .describe('Sender of mails; its domain also ends their Message-IDs.'),
    WEB_ROOT: z.string().default('dist/web').describe('Folder of the built web app.'),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
      .default('info')
      .describe('Least severity that is logged.'),
    NODE_ENV: z
      .enum(['development', 'test', 'production'])
      .default('development')
      .describe('production hides the schema and its suggestions.'),
  })
  .superRefine((given, context) => {
    for (const { name, message } of stripeFaults(given))
      context.addIssue({ code: 'custom', path: [name], message });
  });

export type Config = z.output<typeof settings>;

/** Who we are at the PSP, for comparison with what webhooks say about themselves. */
export function pspIdentityOf({ STRIPE_SECRET_KEY, STRIPE_ACCOUNT }: Config): {
  livemode: boolean;
  account: string | null;
} {
  return { livemode: STRIPE_SECRET_KEY.startsWith('sk_live_'), account: STRIPE_ACCOUNT ?? null };
}

/** Where browsers reach the api, without a slash at the end. */
export function publicUrlOf({ PUBLIC_URL, PORT }: Pick<Config, 'PUBLIC_URL' | 'PORT'>): string {
  return (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/$/, '');
}

/** Reads the settings from the environment. Prints every fault at once and ends the process when there is one. */
export function readConfig(): Config {
  const given = withFiles(process.env);
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  process.stderr.write(`The configuration has faults:\n${faults.join('\n')}\n`);
  process.exit(1);
}

/** The settings with every `NAME_FILE` replaced by the content of that file as `NAME`. */
export function withFiles(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const given: Record<string, string | undefined> = { ...environment };
  for (const name of Object.keys(settings.shape)) {
    const file = environment[`${name}_FILE`];
    if (file !== undefined) given[name] = readFileSync(file, 'utf8').trim();
    // An empty variable is how compose files and shells say "not set".
    if (given[name] === '') delete given[name];
  }
  return given;
}
