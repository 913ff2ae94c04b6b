import type { Response } from 'express';

import { correlationIdOf } from './correlation.js';

/** An error for programs (`code`, stable) and for people. Title and detail reveal no internals. */
export type Problem = Readonly<{ status: number; code: string; title: string; detail: string }>;

/** Sends a problem (RFC 9457) with optional extension members; the correlation ID matches the log. */
export function sendProblem(
  response: Response,
  { status, code, title, detail }: Problem,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const type = `urn:splitcart:problem:${code.toLowerCase().replaceAll('_', '-')}`;
  response
    .status(status)
    .set('cache-control', 'no-store')
    .type('application/problem+json')
    .json({ ...more, type, title, status, detail, code, correlationId: correlationIdOf(response) });
}
