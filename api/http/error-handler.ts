import type { ErrorRequestHandler } from 'express';

import type { Logger } from '../../core/shared/logger.js';
import { correlationIdOf } from './correlation.js';

/** The last word on a request that failed outside GraphQL: a client's fault is named, ours is logged and told neutrally. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  // oxlint-disable-next-line max-params -- express knows an error handler by its four parameters
  return (
    error: { status?: number; message?: string; stack?: string; type?: string },
    _request,
    response,
    next,
  ) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status =
      typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500;
    const correlationId = correlationIdOf(response);
    if (status === 500)
      logger.error({ event: 'http.failed', correlationId, reason: error.message, stack: error.stack });
    const title = status === 500 ? 'Something went wrong on our side.' : (error.type ?? 'Bad request');
    response
      .status(status)
      .type('application/problem+json')
      .json({ type: 'about:blank', title, status, correlationId });
  };
}
