import type { ErrorRequestHandler } from 'express';

import type { Logger } from '../../core/shared/logger.js';
import { correlationIdOf } from './correlation.js';
import type { Problem } from './problem.js';
import { sendProblem } from './problem.js';

const INTERNAL_ERROR: Problem = {
  status: 500,
  code: 'INTERNAL_ERROR',
  title: 'Something went wrong on our side.',
  detail: 'The error is logged under the correlation ID.',
};

/** Handles requests that failed outside GraphQL: names a client error, logs ours and answers neutrally. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  // oxlint-disable-next-line max-params -- Express recognizes an error handler by its four parameters
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
    sendProblem(response, status === 500 ? INTERNAL_ERROR : clientError(status, error.type ?? 'bad.request'));
  };
}

/** Body parsers name their errors, such as entity.too.large. */
function clientError(status: number, type: string): Problem {
  const code = type.toUpperCase().replaceAll('.', '_');
  return { status, code, title: 'Bad request', detail: `The request could not be read: ${type}.` };
}
