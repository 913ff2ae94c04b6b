import { randomUUID } from 'node:crypto';

import type { NextFunction, Request, Response } from 'express';

const HEADER = 'x-correlation-id';
const WELL_FORMED = /^[\w-]{8,64}$/;

/** Gives every request an id that stands in its answer and in its log lines; a proxy's own id is kept. */
export function correlate(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(HEADER);
  const id = given !== undefined && WELL_FORMED.test(given) ? given : randomUUID();
  response.locals['correlationId'] = id;
  response.set(HEADER, id);
  next();
}

/** The id of the request that this response answers. */
export function correlationIdOf(response: Response | undefined): string {
  const id: unknown = response?.locals['correlationId'];
  return typeof id === 'string' ? id : randomUUID();
}
