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
 * Every setting of the API and the workers, with its description; a test compares `.env.example` with this schema. Any
 * setting can be read from a file instead: `STRIPE_SECRET_KEY_FILE=/run/secrets/stripe`.
 */
export const settings = z
  .object({
    PORT: port.default(4000).describe('Port of the API, which also serves the web app.'),
    WORKER_PORT: port.default(4001).describe('Port of the workers’ health and metrics endpoints.'),
    HOST: z
      .string()
      .default('127.0.0.1')
      .describe('Address that the API and the workers listen on; 0.0.0.0 in a container.'),
    PUBLIC_URL: z
      .url()
      .optional()
      .describe(
        'Public URL of the API, for bank redirects and links in mails. Default http://localhost:PORT.',
      ),
    DATABASE_URL: z.string().min(1).describe('PostgreSQL 15 or newer: the source of truth.'),
    DATABASE_POOL_MAX: z.coerce
      .number()
      .int()
      .min(2)
      .max(200)
      .default(10)
      .describe('Connection pool size per process; the workers add a few for the relay.'),
    REDIS_URL: z.string().min(1).describe('Redis 7: job queues and wake-ups; losing its data loses no work.'),
    KAFKA_BROKERS: list.optional().describe('Comma-separated; without brokers, events wait in the outbox.'),
    KAFKA_TOPIC_PREFIX: z
      .string()
      .default('')
      .describe('Prefix of topic names, so that several systems can share a cluster.'),
    RELAY_SHARDS: z.coerce
      .number()
      .int()
      .min(1)
      .max(64)
      .default(2)
      .describe('Number of relay loops that split the outbox.'),
    STRIPE_SECRET_KEY: z
      .string()
      .regex(/^sk_(test|live)_/, 'must be a Stripe secret key')
      .describe('Secret key of the platform account.'),
    STRIPE_PUBLISHABLE_KEY: z
      .string()
      .regex(/^pk_(test|live)_/, 'must be a Stripe publishable key')
      .describe('Publishable key for the browser.'),
    STRIPE_WEBHOOK_SECRET: list.describe(
      'Signing secret of the webhook endpoint; two, comma-separated, during a rotation.',
    ),
    STRIPE_ACCOUNT: z
      .string()
      .regex(/^(acct_\w+)?$/, 'must be the id of a Stripe account')
      .optional()
      .describe(
        'Our Stripe account id. Webhooks naming another account are parked; if unset, all that name one.',
      ),
    STRIPE_API_BASE: z
      .url()
      .optional()
      .describe('Base URL of the simulator; never combined with a real Stripe key. Unset means Stripe.'),
    PSP_CALLS_PER_SECOND: z.coerce
      .number()
      .int()
      .min(4)
      .default(80)
      .describe('Rate limit of the PSP account; each worker queue uses at most a fixed fraction of it.'),
    TRUST_PROXY: z
      .string()
      .default('loopback')
      .describe('Trusted proxies: how many, or their networks, comma-separated.'),
    RATE_LIMITS: quotas
      .default([])
      .describe(
        'Overrides of the quotas in docs/limits.md, as signIn.address=500/900,all=1000/60 (count/seconds).',
      ),
    PSP_BUDGET_MS: z.coerce
      .number()
      .int()
      .min(50)
      .max(30_000)
      .default(3_000)
      .describe('How long a shopper’s request waits for the PSP before it returns a pending result.'),
    CAPTURE_STRATEGY: z
      .enum(['auto', 'intent_per_seller'])
      .default('auto')
      .describe(
        'auto: one authorization, captured per seller where the card allows it; or one intent per seller.',
      ),
    DELIVERED_AFTER_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(365)
      .default(14)
      .describe('Days after its last parcel until an unconfirmed seller order counts as delivered.'),
    SESSION_SECRET: z
      .string()
      .min(32, 'must have at least 32 characters')
      .describe(
        'Secret from which session, mail and order tokens and the encryption of signing keys are derived.',
      ),
    ...oidcSettings,
    SMTP_URL: z
      .url({ protocol: /^smtps?$/ })
      .optional()
      .describe('Mail server, as smtp://user:password@host:587; without one, mails wait in their table.'),
    MAIL_FROM: z
      .string()
      .regex(/@[\w.-]+/, 'must contain an email address')
      .default('Splitcart <no-reply@splitcart.example>')
      .describe('Sender of mails; its domain is also used in Message-IDs.'),
    WEB_ROOT: z.string().default('dist/web').describe('Folder of the built web app.'),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
      .default('info')
      .describe('Minimum severity that is logged.'),
    NODE_ENV: z
      .enum(['development', 'test', 'production'])
      .default('development')
      .describe('production disables introspection and schema suggestions.'),
  })
  .superRefine((given, context) => {
    for (const { name, message } of stripeFaults(given))
      context.addIssue({ code: 'custom', path: [name], message });
  });

export type Config = z.output<typeof settings>;

/** Our mode and account at the PSP, to compare with those of webhooks. */
export function pspIdentityOf({ STRIPE_SECRET_KEY, STRIPE_ACCOUNT }: Config): {
  livemode: boolean;
  account: string | null;
} {
  return { livemode: STRIPE_SECRET_KEY.startsWith('sk_live_'), account: STRIPE_ACCOUNT ?? null };
}

/** Public URL of the API, without a trailing slash. */
export function publicUrlOf({ PUBLIC_URL, PORT }: Pick<Config, 'PUBLIC_URL' | 'PORT'>): string {
  return (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/$/, '');
}

/** Reads the settings from the environment. On invalid settings, prints all faults and exits with code 1. */
export function readConfig(): Config {
  const given = withFiles(process.env);
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  process.stderr.write(`Invalid configuration:\n${faults.join('\n')}\n`);
  process.exit(1);
}

/** The environment with the content of each `NAME_FILE` as `NAME`, and without empty variables. */
export function withFiles(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const given: Record<string, string | undefined> = { ...environment };
  for (const name of Object.keys(settings.shape)) {
    const file = environment[`${name}_FILE`];
    if (file !== undefined) given[name] = readFileSync(file, 'utf8').trim();
    // Compose files and shells pass "not set" as an empty variable.
    if (given[name] === '') delete given[name];
  }
  return given;
}
