/**
 * What the tools (stack, start, demo, tests) take from the environment. The servers' own settings are
 * parsed in config.ts; this file only knows where to find servers and how to hand variables to a child.
 */
export interface GivenServers {
  /** Use this PostgreSQL instead of starting one. */
  readonly databaseUrl: string | undefined;
  /** The owner of its tables, when it is not the user of `databaseUrl`. */
  readonly migrationUrl?: string | undefined;
  /** Use this Redis instead of starting one. */
  readonly redisUrl: string | undefined;
  /** Use these brokers (comma list) instead of starting one. */
  readonly kafkaBrokers: string | undefined;
}

/** Reads one variable; an empty value counts as unset, because shells and compose files leave empty ones behind. */
export function environmentVariable(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}

/** A variable without which the tool cannot work; says so and ends the process when it is missing. */
export function requiredVariable(name: string): string {
  const value = environmentVariable(name);
  if (value !== undefined) return value;
  process.stderr.write(`${name} is not set.\n`);
  process.exit(1);
}

/** The servers the caller brought along by DATABASE_URL, REDIS_URL and KAFKA_BROKERS. */
export function givenServers(): GivenServers {
  return {
    databaseUrl: environmentVariable('DATABASE_URL'),
    migrationUrl: environmentVariable('MIGRATION_DATABASE_URL'),
    redisUrl: environmentVariable('REDIS_URL'),
    kafkaBrokers: environmentVariable('KAFKA_BROKERS'),
  };
}

/**
 * The environment of a child process: ours without the settings that would silently point it at another
 * server, plus `extra`. An undefined value removes the variable.
 */
export function childEnvironment(
  extra: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const merged: Record<string, string | undefined> = { ...process.env };
  for (const name of SERVER_SETTINGS) delete merged[name];
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...merged, ...extra })) {
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** Settings that decide which servers a process talks to; a child gets them only when it is told so. */
const SERVER_SETTINGS = [
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'REDIS_URL',
  'KAFKA_BROKERS',
  'KAFKA_TOPIC_PREFIX',
  'BULLMQ_PREFIX',
  'PORT',
  'WORKER_PORT',
  'STRIPE_API_BASE',
  'STRIPE_SECRET_KEY',
  'STRIPE_PUBLISHABLE_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'SMTP_URL',
  'MAIL_FROM',
] as const;

/** Keys of a real Stripe account; without them the simulator answers. */
export interface GivenStripe {
  readonly secretKey: string;
  readonly publishableKey: string | undefined;
  readonly webhookSecret: string | undefined;
}

/** The Stripe account the caller brought along by STRIPE_SECRET_KEY. */
export function givenStripe(): GivenStripe | undefined {
  const secretKey = environmentVariable('STRIPE_SECRET_KEY');
  if (secretKey === undefined) return undefined;
  return {
    secretKey,
    publishableKey: environmentVariable('STRIPE_PUBLISHABLE_KEY'),
    webhookSecret: environmentVariable('STRIPE_WEBHOOK_SECRET'),
  };
}

/** The mail server that the caller brought along by SMTP_URL; without it ours catches the mails. */
export function givenMailServer(): string | undefined {
  return environmentVariable('SMTP_URL');
}

/** The port that the shop is served on. */
export function webPort(): number {
  return Number(environmentVariable('PORT') ?? 4000);
}
