import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Router } from './http/router.js';
import { operations } from './operations.js';
import type { RunningSimulator } from './start-simulator.js';
import { callEveryOperation } from './testing/all-operations.js';
import {
  describedOperation,
  eventTypes,
  objectFaults,
  readOpenApi,
  responseFaults,
} from './testing/openapi.js';
import { recordingStripe, type Exchange } from './testing/recording-stripe.js';
import { startTestSimulator } from './testing/simulator-fixture.js';

const api = readOpenApi();
if ('missing' in api) process.stdout.write(`skipped: ${api.missing}\n`);

/** Only for browsers, so Stripe's description for servers omits them. */
const BROWSER_ONLY = new Set(['confirmation_tokens.create']);

describe.skipIf('missing' in api)("Stripe's published OpenAPI description", () => {
  const exchanges: Exchange[] = [];
  let running: RunningSimulator;

  beforeAll(async () => {
    running = await startTestSimulator();
    await callEveryOperation(recordingStripe(running, exchanges), running);
  }, 120_000);

  afterAll(() => running.close());

  it('accepts every answer of the simulator: no missing required field, no wrong type', () => {
    if ('missing' in api) return;
    const faults = exchanges.flatMap(({ method, path, status, body }) => {
      const found = describedOperation(api, method, path);
      if (found === undefined) return [`${method} ${path} is not in the description`];
      return responseFaults(api, found.described, { status, body }).map(
        (fault) => `${method} ${found.pattern} ${status}${fault}`,
      );
    });
    expect([...new Set(faults)]).toEqual([]);
    expect(exchanges.filter(({ status }) => status >= 400).length).toBeGreaterThan(5);
  });

  it('accepts the object in every event', () => {
    if ('missing' in api) return;
    const events = [...running.simulator.store.table('event').oldestFirst()];
    const faults = events.flatMap((event) =>
      objectFaults(api, event.data.object).map((fault) => `${event.type}${fault}`),
    );
    expect([...new Set(faults)]).toEqual([]);
    const types = new Set(events.map(({ type }) => type));
    expect(types.size).toBeGreaterThan(25);
    const known = eventTypes(api);
    expect([...types].filter((type) => !known.has(type))).toEqual([]);
  });

  it('is checked against every operation', () => {
    const router = new Router(operations);
    const called = new Set(exchanges.map(({ method, path }) => router.find(method, path)?.operation.name));
    const unseen = operations
      .map(({ name }) => name)
      .filter((name) => !called.has(name) && !BROWSER_ONLY.has(name));
    expect(unseen).toEqual([]);
  });
});
