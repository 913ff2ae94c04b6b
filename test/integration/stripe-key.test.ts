import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { projectRoot } from '../../tools/stack/project-paths.js';
import { startProcess } from '../harness/process.js';
import { Shopper, type PlaceOrderAnswer } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { runFolder } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';

const letters = 'AbCdEfGhIjKlMnOpQrStUvWx';
const keys = {
  STRIPE_SECRET_KEY: `sk_live_${letters}`,
  STRIPE_PUBLISHABLE_KEY: `pk_live_${letters}`,
};
const lookupsFile = (of: string): string => join(runFolder(), `lookups-${of}`);
/** Settings with which a server records its DNS lookups, all of which fail. */
const recorded = (of: string) => ({
  ...{ ...keys, STRIPE_API_BASE: undefined, LOOKUPS_FILE: lookupsFile(of) },
  NODE_OPTIONS: `--import ${join(projectRoot, 'test/fixtures/record-lookups.mjs')}`,
});
const lookupsOf = (of: string): Set<string> =>
  new Set(readFileSync(lookupsFile(of), 'utf8').trim().split('\n'));

let system: TestSystem;
let order: PlaceOrderAnswer;

beforeAll(async () => {
  system = await startSystem({ apiEnv: recorded('api'), workersEnv: recorded('workers') });
  const shopper = new Shopper(system);
  order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
});

describe('with a live key, beside a reachable simulator', () => {
  test('both servers are healthy and call only Stripe', async () => {
    for (const server of [system.api, system.workers])
      for (const path of ['/livez', '/readyz'])
        expect((await fetch(`${server.url}${path}`)).status).toBe(200);
    // Stripe is unreachable in tests, which is not a failure.
    expect(order).toMatchObject({ __typename: 'PlaceOrderSuccess', paymentIntentStatus: 'CREATED_PENDING' });
    expect(lookupsOf('api')).toEqual(new Set(['api.stripe.com']));
    await waitFor(() => lookupsOf('workers').size > 0, { what: 'a worker’s call', timeoutMs: 60_000 });
    expect(lookupsOf('workers')).toEqual(new Set(['api.stripe.com']));
    const headers = { authorization: 'Bearer sk_test_splitcart' };
    const intents = await fetch(`${system.simulator.url}/v1/payment_intents`, { headers });
    expect(await intents.json()).toMatchObject({ data: [] });
  });

  test('the browser gets Stripe’s element with the publishable key, and may connect to no other host', async () => {
    const { pspSettings } = await system.client.request<{ pspSettings: Record<string, unknown> }>(
      '{ pspSettings { provider publishableKey apiBase } }',
    );
    expect(pspSettings).toEqual({
      provider: 'STRIPE',
      publishableKey: keys.STRIPE_PUBLISHABLE_KEY,
      apiBase: null,
    });
    const page = await fetch(`${system.apiUrl}/ops/sign-in`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("connect-src 'self' ws: wss: https://api.stripe.com;");
    expect(policy).not.toContain(new URL(system.simulator.url).host);
  });

  test('no route of ours reaches the simulator', async () => {
    for (const path of ['/_sim', '/_sim/journal', '/v1/payment_intents', '/v1/confirmation_tokens'])
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${system.apiUrl}${path}`, { method });
        const text = await answer.text();
        expect([path, method, answer.status < 300 && !text.startsWith('<!doctype html>')]).toEqual([
          path,
          method,
          false,
        ]);
      }
  });

  test('a server refuses to start when the key would be sent elsewhere, and logs why', async () => {
    for (const kind of ['api', 'workers'] as const) {
      const env = { ...system.env, ...keys };
      const server = await startProcess(kind, { env, readyPath: false });
      await server.exited();
      expect(server.log()).toContain('STRIPE_API_BASE: must not be combined with a real Stripe key');
    }
  });
});
