import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Simulator } from '../simulator.js';

/** One request for the control API, already read. */
export interface ControlRequest {
  method: string;
  path: string;
  query: string;
  body: string;
  baseUrl: string;
  authorization: string | undefined;
  response: ServerResponse;
}

/** What a control route answers: JSON, or a page, or a redirect. */
export type ControlAnswer =
  | { status: number; json: unknown }
  | { status: number; html: string }
  | { status: 302 | 303; location: string };

/** A control route; `id` is what stood in the place of `:id`. */
export interface ControlRoute {
  method: string;
  path: RegExp;
  run(simulator: Simulator, request: ControlRequest, id: string): ControlAnswer | Promise<ControlAnswer>;
}

/** Thrown by a control route for a request that makes no sense. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The request's body, read as JSON by the given schema. */
export function readJson<T>(request: ControlRequest, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = request.body === '' ? {} : JSON.parse(request.body);
  } catch {
    throw new ControlError(400, 'The body is not valid JSON.');
  }
  return schema.parse(value);
}
