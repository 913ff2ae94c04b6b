import { randomUUID } from 'node:crypto';

import type { NextFunction, Request, Response } from 'express';

const HEADER = 'x-correlation-id';
const WELL_FORMED = /^[\w-]{8,64}$/;

/** Sets a correlation ID in the response header and in log lines; a well-formed ID from a proxy is kept. */
export function correlate(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(HEADER);
  const id = given !== undefined && WELL_FORMED.test(given) ? given : randomUUID();
  response.locals['correlationId'] = id;
  response.set(HEADER, id);
  next();
}

/** The correlation ID of this response's request. */
export function correlationIdOf(response: Response | undefined): string {
  const id: unknown = response?.locals['correlationId'];
  return typeof id === 'string' ? id : randomUUID();
}
