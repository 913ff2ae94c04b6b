import { GraphQLError, type GraphQLFormattedError } from 'graphql';

import type { Logger } from '../../core/shared/logger.js';

/**
 * The public form of an error. GraphQL errors, ours or the library's, pass through; anything else is a bug or an outage: it
 * is logged once with its stack, and the client gets a neutral message with the correlation ID.
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
    message: 'Something went wrong on our side. Try again.',
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId },
  };
}
