import { once } from 'node:events';

import { beforeAll, describe, expect, test } from 'vitest';

import { Device } from '../harness/device.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { isKnown, signedIn } from './identity-fixture.js';

let system: TestSystem;
let admin: Device;

beforeAll(async () => {
  system = await startSystem({ workers: false });
  admin = await signedIn(system, 'admin@splitcart.example', 'demo-admin-2026');
});

const KEY = 'id name prefix scopes lastUsedAt revokedAt';
const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename
  ... on CreateApiKeySuccess { secret apiKey { ${KEY} } } ... on UserError { code field } } }`;
const REVOKE = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename
  ... on RevokeApiKeySuccess { apiKey { ${KEY} } } ... on UserError { code } } }`;
const LIST = `query ($prefix: String!, $first: Int!, $after: String) {
  apiKeys(prefix: $prefix, first: $first, after: $after) {
    edges { node { ${KEY} } } pageInfo { hasNextPage endCursor } } }`;

type Key = {
  id: string;
  prefix: string;
  scopes: string[];
  lastUsedAt: string | null;
  revokedAt: string | null;
};
type KeyPage = { edges: { node: Key }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };

async function newKey(scopes = ['payments:read']): Promise<{ secret: string; key: Key; service: Device }> {
  const created = await admin.result(CREATE, { input: { name: 'Order service', scopes } });
  expect(created).toMatchObject({ __typename: 'CreateApiKeySuccess' });
  const service = new Device(system.apiUrl);
  service.accessToken = String(created['secret']);
  return { secret: String(created['secret']), key: created['apiKey'] as Key, service };
}

async function listed(prefix: string, first = 10, after: string | null = null): Promise<KeyPage> {
  const { data } = await admin.send(LIST, { prefix, first, after });
  return data?.['apiKeys'] as unknown as KeyPage;
}

const accepted = async (device: Device): Promise<number> => (await device.send('{ viewer { id } }')).status;

describe('an API key', () => {
  test('is shown once and stored only as a hash', async () => {
    const { secret, key } = await newKey(['payments:read', 'balances:read', 'payments:read']);
    expect(secret).toMatch(/^spk_[0-9a-f]{8}_[\w-]{43}$/);
    expect(secret.startsWith(`${key.prefix}_`)).toBe(true);
    expect(key.scopes).toEqual(['payments:read', 'balances:read']);
    expect(JSON.stringify(await listed(key.prefix))).not.toContain(secret.slice(-43));
    const rows = await system.database.sql(`SELECT to_jsonb(k) AS row FROM api_key k`);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(-43));
  });

  test('authenticates a service and records when it was last used', async () => {
    const { key, service } = await newKey();
    expect(key.lastUsedAt).toBeNull();
    expect(await accepted(service)).toBe(200);
    expect(await isKnown(service)).toBe(false);
    const { edges } = await listed(key.prefix);
    expect(edges.map(({ node }) => node.id)).toEqual([key.id]);
    expect(Date.parse(edges[0]?.node.lastUsedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  test('updates its row at most once a minute', async () => {
    const { key, service } = await newKey();
    const version = () =>
      system.database.sql<{ xmin: string }>('SELECT xmin::text FROM api_key WHERE id = $1', [key.id]);
    await accepted(service);
    const before = await version();
    await Promise.all(Array.from({ length: 5 }, () => accepted(service)));
    expect(await version()).toEqual(before);
  });

  test('is rejected when one character is altered or it is unknown', async () => {
    const { secret, service } = await newKey();
    const last = secret.endsWith('A') ? 'B' : 'A';
    for (const wrong of [`${secret.slice(0, -1)}${last}`, `spk_00000000_${'x'.repeat(43)}`]) {
      service.accessToken = wrong;
      expect(await accepted(service)).toBe(401);
    }
  });

  test('is rejected as soon as it is revoked, and its sockets close within two seconds', async () => {
    const { key, service } = await newKey();
    const other = await newKey();
    const socket = await service.openSocket();
    const bystander = await other.service.openSocket();
    const closed = once(socket, 'close');
    const revoked = await admin.result(REVOKE, { input: { apiKeyId: key.id } });
    const start = performance.now();
    expect(await accepted(service)).toBe(401);
    expect((await closed)[0]).toBe(4403);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(bystander.readyState).toBe(bystander.OPEN);
    expect(await admin.result(REVOKE, { input: { apiKeyId: key.id } })).toEqual(revoked);
  });

  test('is listed by its prefix, in pages, newest first', async () => {
    const made = [await newKey(), await newKey(), await newKey()];
    const first = await listed('spk_', 2);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(first.edges.map(({ node }) => node.id)).toEqual([made[2]?.key.id, made[1]?.key.id]);
    const second = await listed('spk_', 1, first.pageInfo.endCursor);
    expect(second.edges.map(({ node }) => node.id)).toEqual([made[0]?.key.id]);
    expect((await listed('%')).edges).toEqual([]);
  });

  test.each([
    ['name', { name: ' ' }],
    ['scopes', { scopes: [] }],
    ['scopes.0', { scopes: ['everything'] }],
  ])('is not created with an invalid %s', async (field, fault) => {
    const input = { name: 'Order service', scopes: ['orders:read'], ...fault };
    expect(await admin.result(CREATE, { input })).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  test('can be created and revoked only by administrators, never by another key', async () => {
    const { key, service } = await newKey(['payments:read', 'balances:read', 'orders:read']);
    const ops = await signedIn(system, 'ops@splitcart.example', 'demo-ops-2026');
    const input = { name: 'Mine', scopes: ['payments:read'] };
    for (const [device, code] of [
      [ops, 'NOT_PERMITTED'],
      [service, 'NOT_PERMITTED'],
      [new Device(system.apiUrl), 'SIGN_IN_REQUIRED'],
    ] as const) {
      expect(await device.result(CREATE, { input })).toMatchObject({ code });
      expect(await device.result(REVOKE, { input: { apiKeyId: key.id } })).toMatchObject({ code });
      const { errors } = await device.send(LIST, { prefix: '', first: 1 });
      expect(errors[0]?.extensions['code']).toBe(code);
    }
    expect(await accepted(service)).toBe(200);
    expect(await admin.result(REVOKE, { input: { apiKeyId: 'key_unknown' } })).toMatchObject({
      code: 'API_KEY_NOT_FOUND',
    });
  });
});
