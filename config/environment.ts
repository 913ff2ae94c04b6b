/**
 * Environment variables of the tools (stack, start, demo, tests): where to find servers, and how to pass variables to a
 * child process. The servers’ own settings are parsed in config.ts.
 */
export interface GivenServers {
  /** Use this PostgreSQL instead of starting one. */
  readonly databaseUrl: string | undefined;
  /** User that owns the tables, if it differs from the user of `databaseUrl`. */
  readonly migrationUrl?: string | undefined;
  /** Use this Redis instead of starting one. */
  readonly redisUrl: string | undefined;
  /** Use these brokers (comma-separated) instead of starting one. */
  readonly kafkaBrokers: string | undefined;
}

/** Reads one variable. An empty value counts as unset: shells and compose files leave empty variables behind. */
export function environmentVariable(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}

/** Reads a variable that the tool requires. If it is unset, reports that and exits with code 1. */
export function requiredVariable(name: string): string {
  const value = environmentVariable(name);
  if (value !== undefined) return value;
  process.stderr.write(`${name} is not set.\n`);
  process.exit(1);
}

/** The servers given by DATABASE_URL, MIGRATION_DATABASE_URL, REDIS_URL and KAFKA_BROKERS. */
export function givenServers(): GivenServers {
  return {
    databaseUrl: environmentVariable('DATABASE_URL'),
    migrationUrl: environmentVariable('MIGRATION_DATABASE_URL'),
    redisUrl: environmentVariable('REDIS_URL'),
    kafkaBrokers: environmentVariable('KAFKA_BROKERS'),
  };
}

/**
 * The environment of a child process: ours without the settings that would silently point it to another server, plus
 * `extra`. An undefined value removes the variable.
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

/** Settings that decide which servers a process connects to; a child gets them only explicitly. */
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

/** Keys of a real Stripe account; without them, the simulator is used. */
export interface GivenStripe {
  readonly secretKey: string;
  readonly publishableKey: string | undefined;
  readonly webhookSecret: string | undefined;
}

/** The Stripe account given by STRIPE_SECRET_KEY. */
export function givenStripe(): GivenStripe | undefined {
  const secretKey = environmentVariable('STRIPE_SECRET_KEY');
  if (secretKey === undefined) return undefined;
  return {
    secretKey,
    publishableKey: environmentVariable('STRIPE_PUBLISHABLE_KEY'),
    webhookSecret: environmentVariable('STRIPE_WEBHOOK_SECRET'),
  };
}

/** The mail server given by SMTP_URL; without one, the mail catcher is used. */
export function givenMailServer(): string | undefined {
  return environmentVariable('SMTP_URL');
}

/** The port of the shop. */
export function webPort(): number {
  return Number(environmentVariable('PORT') ?? 4000);
}
