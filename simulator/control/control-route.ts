import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Simulator } from '../simulator.js';

/** One control API request, fully read. */
export interface ControlRequest {
  method: string;
  path: string;
  query: string;
  body: string;
  baseUrl: string;
  authorization: string | undefined;
  response: ServerResponse;
}

/** The answer of a control route: JSON, a page or a redirect. */
export type ControlAnswer =
  | { status: number; json: unknown }
  | { status: number; html: string }
  | { status: 302 | 303; location: string };

/** A control route; `id` is the value of its path parameter. */
export interface ControlRoute {
  method: string;
  path: RegExp;
  run(simulator: Simulator, request: ControlRequest, id: string): ControlAnswer | Promise<ControlAnswer>;
}

/** Thrown by a control route for an invalid request. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Parses the request's JSON body with the given schema. */
export function readJson<T>(request: ControlRequest, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = request.body === '' ? {} : JSON.parse(request.body);
  } catch {
    throw new ControlError(400, 'The body is not valid JSON.');
  }
  return schema.parse(value);
}
