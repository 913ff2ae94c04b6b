import { request } from 'node:http';

import { beforeAll, expect, test } from 'vitest';

import { startSystem, type TestSystem } from '../harness/system.js';

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem();
});

type Answer = Readonly<{ headers: NodeJS.Dict<string | string[]>; bytes: number }>;

/** One request as a load balancer sends it: the connection is kept, and nothing is decompressed. */
function ask(path: string, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = {
      connection: 'keep-alive',
      'accept-encoding': 'gzip',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const sent = request(new URL(path, system.apiUrl), { method, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve({ headers: response.headers, bytes }));
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

test('a connection outlives the 60 s for which load balancers reuse it', async () => {
  const { headers } = await ask('/livez');
  const [, seconds = '0'] = /timeout=(\d+)/.exec(String(headers['keep-alive'])) ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
});

test('long answers are compressed, short ones are not', async () => {
  const query = '{ items(first: 50) { edges { node { id name description } } } }';
  expect((await ask('/graphql', { query })).headers['content-encoding']).toBe('gzip');
  expect((await ask('/graphql', { query: '{ __typename }' })).headers['content-encoding']).toBeUndefined();
});
