import type { ErrorRequestHandler } from 'express';

import type { Logger } from '../../core/shared/logger.js';
import { correlationIdOf } from './correlation.js';
import type { Problem } from './problem.js';
import { sendProblem } from './problem.js';

const OUR_FAULT: Problem = {
  status: 500,
  code: 'INTERNAL_ERROR',
  title: 'Something went wrong on our side.',
  detail: 'It is logged under the correlation id.',
};

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
    sendProblem(response, status === 500 ? OUR_FAULT : clientFault(status, error.type ?? 'bad.request'));
  };
}

/** Parsers of bodies name their faults, as entity.too.large. */
function clientFault(status: number, fault: string): Problem {
  const code = fault.toUpperCase().replaceAll('.', '_');
  return { status, code, title: 'Bad request', detail: `The request cannot be read: ${fault}.` };
}
