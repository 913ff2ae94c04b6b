import type { Response } from 'express';

import { correlationIdOf } from './correlation.js';

/** What went wrong, for programs (`code`, stable) and for people. Title and detail say nothing about the inside. */
export type Problem = Readonly<{ status: number; code: string; title: string; detail: string }>;

/** Answers with a problem as RFC 9457 has it, and whatever more belongs to it; the correlation id is the one in the log. */
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
