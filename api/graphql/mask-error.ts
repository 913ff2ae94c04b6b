import { GraphQLError, type GraphQLFormattedError } from 'graphql';

import type { Logger } from '../../core/shared/logger.js';

/**
 * What a client sees of an error. Errors of the query itself and those that we raise on purpose pass; anything else is
 * a bug or an outage: logged once with its stack, and told as a neutral sentence with the correlation id.
 */
export function maskError(
  error: unknown,
  formatted: GraphQLFormattedError,
  { logger, correlationId }: { logger: Logger; correlationId: string | undefined },
): GraphQLFormattedError {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (cause === undefined || cause === null || cause instanceof GraphQLError) return formatted;
  logger.error({ event: 'graphql.failed', correlationId, path: formatted.path, error: cause });
  return {
    message: 'Something went wrong on our side. Nothing that was not confirmed has happened.',
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId },
  };
}
