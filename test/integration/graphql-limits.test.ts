import { once } from 'node:events';

import { beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';

import { atEndOfFile } from '../harness/cleanup.js';
import { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';

type Fault = { message: string; extensions?: Record<string, unknown> };

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem({ workers: false, apiEnv: { NODE_ENV: 'production' } });
});

const post = (body: unknown): Promise<Response> =>
  fetch(`${system.apiUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Status and first error of a request over HTTP. */
async function overHttp(query: string, variables = {}): Promise<Fault & { status: number }> {
  const answer = await post({ query, variables });
  const { errors = [] } = (await answer.json()) as { errors?: Fault[] };
  return { status: answer.status, message: '', ...errors[0] };
}

async function overSocket(query: string, variables = {}): Promise<Fault> {
  const socket = await new Device(system.apiUrl).openSocket();
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
  const [message] = (await once(socket, 'message')) as [Buffer];
  socket.terminate();
  const { type, payload } = JSON.parse(message.toString()) as { type: string; payload: Fault[] };
  expect(type).toBe('error');
  return { message: '', ...payload[0] };
}

const aliases = Array.from({ length: 16 }, (_, at) => `a${at}: pspSettings { provider }`).join(' ');
const directives = Array.from({ length: 16 }, () => 'viewer @skip(if: false) { id }').join(' ');
const lists = Array.from({ length: 15 }, (_, at) => `l${at}: items(first: $n) { edges { node { ...i } } }`);
const costly = `query ($n: Int!) { ${lists.join(' ')} } fragment i on Item { id sku name description category pictureUrl
  price { amountMinor currency formatted } seller { id name slug tagline accent } }`;

describe.each([
  ['QUERY_TOO_LONG', `{ ${'viewer { id } '.repeat(300)} }`],
  ['QUERY_TOO_MANY_ALIASES', `{ ${aliases} }`],
  ['QUERY_TOO_MANY_DIRECTIVES', `{ ${directives} }`],
  ['QUERY_TOO_COSTLY', costly],
])('a document that is %s', (code, query) => {
  test('is rejected over HTTP as a client error', async () => {
    const limit: unknown = expect.any(Number);
    expect(await overHttp(query, { n: 100 })).toMatchObject({ status: 400, extensions: { code, limit } });
  });

  test('is also rejected over the socket', async () => {
    expect(await overSocket(query, { n: 100 })).toMatchObject({ extensions: { code } });
  });
});

describe('the schema', () => {
  test('cannot be introspected in production, over HTTP or socket', async () => {
    const query = '{ __schema { types { name } } }';
    expect((await overHttp(query)).message).toContain('introspection');
    expect((await overSocket(query)).message).toContain('introspection');
  });

  test('is not disclosed by suggestions, over HTTP or socket', async () => {
    const query = '{ viewer { displayNam } }';
    const reported = 'Cannot query field "displayNam" on type "Viewer".';
    expect((await overHttp(query)).message).toBe(reported);
    expect((await overSocket(query)).message).toBe(reported);
  });
});

describe('over HTTP', () => {
  test('batched operations are rejected', async () => {
    const answer = await post([{ query: '{ viewer { id } }' }, { query: '{ viewer { id } }' }]);
    expect(answer.status).toBe(400);
  });

  test('a persisted query cannot be registered', async () => {
    const persistedQuery = { version: 1, sha256Hash: '0'.repeat(64) };
    const answer = await post({ query: '{ viewer { id } }', extensions: { persistedQuery } });
    const { errors } = (await answer.json()) as { errors: Fault[] };
    expect(errors[0]?.extensions).toMatchObject({ code: 'PERSISTED_QUERY_NOT_SUPPORTED' });
  });
});

describe('a socket', () => {
  const opened = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`${system.apiUrl.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    atEndOfFile(() => Promise.resolve(socket.terminate()));
    await once(socket, 'open');
    return socket;
  };

  test('that sends no connection_init is closed', async () => {
    const [code] = (await once(await opened(), 'close')) as [number];
    expect(code).toBe(4408);
  });

  test('is closed by an oversized message', async () => {
    const socket = await new Device(system.apiUrl).openSocket();
    socket.send(JSON.stringify({ type: 'ping', payload: { filler: 'x'.repeat(110_000) } }));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1009);
    expect((await post({ query: '{ viewer { id } }' })).status).toBe(200);
  });

  test('is closed by a malformed message, and the process keeps running', async () => {
    const socket = await new Device(system.apiUrl).openSocket();
    socket.send('{ nothing of the protocol');
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(4400);
    expect((await post({ query: '{ viewer { id } }' })).status).toBe(200);
  });

  test('carries at most twenty operations at a time', async () => {
    const order = await new Shopper(system).buy({ sellers: 1 });
    const query = `subscription ($id: ID!, $token: String!) { orderUpdated(orderId: $id, token: $token) { id } }`;
    const variables = { id: order.orderId, token: order.orderToken };
    const socket = await new Device(system.apiUrl).openSocket();
    const reported: { id: string; type: string; payload: Fault[] }[] = [];
    const all = new Promise<void>((resolve) => {
      socket.on('message', (message: Buffer) => {
        if (reported.push(JSON.parse(message.toString()) as (typeof reported)[number]) === 21) resolve();
      });
    });
    for (let nth = 1; nth <= 21; nth += 1)
      socket.send(JSON.stringify({ id: String(nth), type: 'subscribe', payload: { query, variables } }));
    await all;
    const rejected = reported.filter(({ type }) => type === 'error');
    expect(rejected.map(({ id }) => id)).toEqual(['21']);
    expect(rejected[0]?.payload[0]?.extensions).toEqual({ code: 'TOO_MANY_OPERATIONS', limit: 20 });
  });
});
