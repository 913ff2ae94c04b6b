import { beforeAll, describe, expect, test } from 'vitest';

import { startSystem, type TestSystem } from '../harness/system.js';

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem({ workers: false });
});

describe('the operations pages', () => {
  const signIn = (password: string, next = '/ops/queues'): Promise<Response> =>
    fetch(`${system.apiUrl}/ops/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'ops@splitcart.example', password, next }),
      redirect: 'manual',
    });

  test('redirect a stranger to the sign-in, for pages and for Bull Board’s own API', async () => {
    for (const path of ['/ops/queues', '/ops/queues/api/queues']) {
      const answer = await fetch(`${system.apiUrl}${path}`, { redirect: 'manual' });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toMatch(/^\/ops\/sign-in\?next=/);
    }
  });

  test('reject a wrong password and a forged session', async () => {
    expect((await signIn('wrong')).status).toBe(401);
    const forged = await fetch(`${system.apiUrl}/ops/queues`, {
      headers: { cookie: 'splitcart_ops=eyJhbGciOiJub25lIn0.eyJyb2xlIjoiT1BTIn0.' },
      redirect: 'manual',
    });
    expect(forged.status).toBe(303);
  });

  test('show Bull Board to an operator, without links to other sites', async () => {
    const signedIn = await signIn('demo-ops-2026');
    expect(signedIn.status).toBe(303);
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    const page = await (await fetch(`${system.apiUrl}/ops/queues`, { headers })).text();
    expect(page).toContain('Splitcart queues');
    expect(page).not.toMatch(/https?:\/\//);
    const queues = (await (await fetch(`${system.apiUrl}/ops/queues/api/queues`, { headers })).json()) as {
      queues: { name: string }[];
    };
    expect(queues.queues.map(({ name }) => name).sort()).toEqual([
      'capture',
      'checkout',
      'mail',
      'relay',
      'webhooks',
    ]);
  });

  test('never redirect to another site after the sign-in', async () => {
    const answer = await signIn('demo-ops-2026', 'https://evil.example/ops/');
    expect(answer.headers.get('location')).toBe('/ops/queues');
  });
});

describe('health', () => {
  test('lists each dependency', async () => {
    const ready = await fetch(`${system.apiUrl}/readyz`);
    expect(ready.status).toBe(200);
    const { status, dependencies } = (await ready.json()) as {
      status: string;
      dependencies: Record<string, unknown>;
    };
    expect(status).toBe('ready');
    expect(Object.keys(dependencies)).toEqual(['postgres', 'redis', 'psp', `kafka ${system.kafkaBrokers}`]);
    expect((await fetch(`${system.apiUrl}/livez`)).status).toBe(200);
  });

  test('exposes the outbox backlog to Prometheus', async () => {
    const metrics = await (await fetch(`${system.apiUrl}/metrics`)).text();
    expect(metrics).toMatch(/^splitcart_outbox_unpublished \d+$/m);
    expect(metrics).toMatch(/^splitcart_psp_steps_needing_attention 0$/m);
    expect(metrics).toMatch(/^splitcart_webhooks_parked 0$/m);
    expect(metrics).toContain('process_resident_memory_bytes');
  });
});

describe('a request that cannot be served', () => {
  test('gets a problem document without internal details', async () => {
    const tooLarge = await fetch(`${system.apiUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ items { edges { cursor } } } #${'x'.repeat(200_000)}` }),
    });
    expect(tooLarge.status).toBe(413);
    const problem = (await tooLarge.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({ status: 413, code: 'ENTITY_TOO_LARGE' });
    expect(Object.keys(problem).sort()).toEqual([
      'code',
      'correlationId',
      'detail',
      'status',
      'title',
      'type',
    ]);
  });

  test('from another site without a preflight is rejected', async () => {
    const answer = await fetch(`${system.apiUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ query: '{ items { edges { cursor } } }' }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});
