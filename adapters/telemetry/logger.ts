import { pino, stdSerializers } from 'pino';

import type { Logger } from '../../core/shared/logger.js';

/** Fields with these names are redacted, up to three levels deep. */
const SECRETS = [
  'password',
  'token',
  'cartToken',
  'orderToken',
  'clientSecret',
  'client_secret',
  'confirmationToken',
  'confirmation_token',
  'authorization',
  'cookie',
  'stripe-signature',
];

/** Writes structured log lines to standard output. */
export function createLogger({ level, process: name }: { level: string; process: string }): Logger {
  const paths = SECRETS.flatMap((secret) => [`["${secret}"]`, `*["${secret}"]`, `*.*["${secret}"]`]);
  const log = pino({
    level,
    base: { process: name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: stdSerializers.err },
    redact: { paths, censor: '[redacted]' },
  });
  return {
    debug: (fields) => log.debug(fields),
    info: (fields) => log.info(fields),
    warn: (fields) => log.warn(fields),
    error: (fields) => log.error(fields),
  };
}
