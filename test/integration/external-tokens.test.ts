import { exportSPKI, generateKeyPair, importJWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';

import { roles } from '../../core/identity/account.js';
import { Device } from '../harness/device.js';
import { OidcIssuer } from '../harness/oidc-issuer.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { newcomer, VIEWER } from './identity-fixture.js';

const people = {
  ada: { roles: [], email: 'ada@example.com', email_verified: true, name: 'Ada' },
  grace: { roles: ['OPS', 'not-ours'], email: 'grace@example.com', name: 'Grace' },
  ...Object.fromEntries(roles.map((role) => [role, { roles: [role] }])),
};
const now = () => Math.floor(Date.now() / 1000);

let issuer: OidcIssuer;
let system: TestSystem;

beforeAll(async () => {
  issuer = await OidcIssuer.open(people);
  system = await startSystem({
    workers: false,
    env: { OIDC_ISSUER: issuer.url, OIDC_SERVICE_CLIENTS: 'order-service' },
  });
  await issuer.connect(system.apiUrl);
});

function bearer(accessToken: string): Device {
  return Object.assign(new Device(system.apiUrl), { accessToken });
}

const PROFILE = '{ viewer { id email displayName role } }';
const claims = (changes: Record<string, unknown> = {}) => ({
  sub: 'somebody',
  iat: now(),
  exp: now() + 300,
  ...changes,
});

describe('an issuer access token', () => {
  test('authenticates over HTTP and on a socket, always with the same account', async () => {
    const { access_token } = await issuer.browser().signIn('ada');
    const device = bearer(access_token);
    const first = (await device.send(PROFILE)).data?.['viewer'];
    expect(first).toMatchObject({ email: 'ada@example.com', displayName: 'Ada', role: 'SHOPPER' });
    const again = bearer((await issuer.browser().signIn('ada')).access_token);
    expect((await again.send(PROFILE)).data?.['viewer']).toEqual(first);
    const socket = await device.openSocket();
    expect(socket.readyState).toBe(socket.OPEN);
  });

  test('first seen by many concurrent requests creates one account', async () => {
    const sub = 'many-at-once';
    const device = bearer(await issuer.sign(claims({ sub })));
    const answers = await Promise.all(Array.from({ length: 20 }, () => device.send(PROFILE)));
    const ids = new Set(answers.map(({ data }) => data?.['viewer']?.['id']));
    expect(ids.size).toBe(1);
    const [row] = await system.database.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM account WHERE display_name = 'Customer' AND id = ANY ($1)`,
      [[...ids]],
    );
    expect(row?.n).toBe(1);
  });

  test('never opens another user’s account with the same email address', async () => {
    const { device: local, email } = await newcomer(system);
    const own = (await local.send(VIEWER)).data?.['viewer']?.['id'];
    const external = bearer(await issuer.sign(claims({ sub: 'namesake', email, email_verified: true })));
    const viewer = (await external.send(VIEWER)).data?.['viewer'];
    expect(viewer).toMatchObject({ email });
    expect(viewer?.['id']).not.toBe(own);
  });

  test('updates role, name and email address from its claims', async () => {
    const send = async (changes: Record<string, unknown>) =>
      (await bearer(await issuer.sign(claims({ sub: 'changing', ...changes }))).send(PROFILE)).data?.[
        'viewer'
      ];
    const before = await send({ realm_access: { roles: ['ADMIN'] }, email: 'old@example.com', name: 'Old' });
    expect(before).toMatchObject({ role: 'ADMIN', email: 'old@example.com', displayName: 'Old' });
    const after = await send({ realm_access: { roles: ['OPS'] } });
    expect(after).toEqual({ ...before, role: 'OPS' });
  });

  test('of a client without a user acts as a service with its scopes that we know', async () => {
    const token = await issuer.serviceToken('order-service', 'payments:read orders:write');
    const service = bearer(token);
    const { status, data } = await service.send(VIEWER);
    expect([status, data?.['viewer']]).toEqual([200, null]);
    const { errors } = await service.send('{ apiKeys { edges { cursor } } }');
    expect(errors[0]?.extensions['code']).toBe('NOT_PERMITTED');
    const stranger = bearer(await issuer.serviceToken('unknown-service', 'payments:read'));
    expect((await stranger.send(VIEWER)).status).toBe(401);
  });

  test('admits only staff to the pages under /ops', async () => {
    const visit = async (login: string): Promise<number> => {
      const { access_token } = await issuer.browser().signIn(login);
      const headers = { authorization: `Bearer ${access_token}` };
      return (await fetch(`${system.apiUrl}/ops/queues`, { headers, redirect: 'manual' })).status;
    };
    expect(await visit('grace')).toBe(200);
    expect(await visit('ada')).toBe(303);
  });

  test('is rejected when anything in it is wrong, and never treated as absent', async () => {
    const stranger = await generateKeyPair('RS256');
    const publicKey = await importJWK(issuer.publicJwk, 'RS256', { extractable: true });
    const publicPem = new TextEncoder().encode(
      publicKey instanceof Uint8Array ? '' : await exportSPKI(publicKey),
    );
    const none = [{ alg: 'none', typ: 'at+jwt' }, claims({ iss: issuer.url, aud: 'splitcart' })].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const bad: Record<string, string> = {
      'for another audience': await issuer.sign(claims({ aud: 'other' })),
      'of another issuer': await issuer.sign(claims({ iss: 'https://evil.example' })),
      expired: await issuer.sign(claims({ exp: now() - 10 })),
      'not yet valid': await issuer.sign(claims({ nbf: now() + 60 })),
      'without an expiry': await issuer.sign(claims({ exp: undefined })),
      'with a lifetime longer than logouts are stored': await issuer.sign(
        claims({ exp: now() + 25 * 3_600 }),
      ),
      'an ID token by its header': await issuer.sign(claims(), { typ: 'JWT' }),
      'an ID token by its claim': await issuer.sign(claims({ typ: 'ID' }), { typ: 'JWT' }),
      'a logout token': await issuer.sign(claims(), { typ: 'logout+jwt' }),
      'the ID token of a sign-in': (await issuer.browser().signIn('ada')).id_token,
      unsigned: `${none.join('.')}.`,
      'signed with the public key as a secret': await issuer.sign(claims(), { alg: 'HS256' }, publicPem),
      'signed by a stranger': await issuer.sign(claims(), {}, stranger.privateKey),
      'without a key id': await issuer.sign(claims(), { kid: undefined }),
      'without a subject': await issuer.sign(claims({ sub: undefined })),
    };
    expect((await bearer(await issuer.sign(claims())).send(VIEWER)).status).toBe(200);
    for (const [fault, token] of Object.entries(bad)) {
      const { status, errors, data } = await bearer(token).send(VIEWER);
      const code = errors[0]?.extensions['code'];
      expect([fault, status, code, data ?? null]).toEqual([fault, 401, 'UNAUTHENTICATED', null]);
      await expect(bearer(token).openSocket()).rejects.toThrow('closed with 4403');
    }
  });
});

describe('an issuer account', () => {
  test('cannot sign in with a password or change one', async () => {
    const device = bearer(await issuer.sign(claims({ sub: 'no-password', email: 'nopw@example.com' })));
    await device.send(VIEWER);
    const signIn = await new Device(system.apiUrl).result(
      `mutation { signIn(input: { email: "nopw@example.com", password: "" }) { ... on UserError { code } } }`,
    );
    expect(signIn).toEqual({ code: 'WRONG_CREDENTIALS' });
    const change = await device.result(
      `mutation { changePassword(input: { currentPassword: "", newPassword: "a long enough password" }) { ... on UserError { code } } }`,
    );
    expect(change).toEqual({ code: 'WRONG_CREDENTIALS' });
  });
});

describe('the issuer’s keys', () => {
  test('may rotate: the new key is fetched once, and unknown key ids cause no further fetches', async () => {
    await bearer(await issuer.sign(claims())).send(VIEWER);
    const old = await issuer.sign(claims());
    const reads = await issuer.keySetReads();
    await issuer.rotate();
    const fresh = await issuer.sign(claims());
    const answers = await Promise.all(Array.from({ length: 5 }, () => bearer(fresh).send(VIEWER)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await bearer(old).send(VIEWER)).status).toBe(401);
    for (const kid of ['made-up', 'made-up-too']) {
      const token = await issuer.sign(claims(), { kid });
      expect((await bearer(token).send(VIEWER)).status).toBe(401);
    }
    expect(await issuer.keySetReads()).toBe(reads + 1);
  });

  test('stay cached while the issuer is down; without them only its tokens are rejected', async () => {
    const token = await issuer.sign(claims());
    expect((await bearer(token).send(VIEWER)).status).toBe(200);
    await issuer.stop();
    try {
      expect((await bearer(token).send(VIEWER)).status).toBe(200);
      const withoutKeys = await system.startApi();
      const { status, errors } = await Object.assign(new Device(withoutKeys.url), {
        accessToken: token,
      }).send(VIEWER);
      expect([status, errors[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
      expect(withoutKeys.log()).toContain('oidc.issuer_unavailable');
      const { device } = await newcomer({ ...system, apiUrl: withoutKeys.url });
      expect((await device.send(VIEWER)).status).toBe(200);
      await issuer.start();
      const returned = async () =>
        (await Object.assign(new Device(withoutKeys.url), { accessToken: token }).send(VIEWER)).status ===
        200;
      await waitFor(returned, { what: 'the token to be accepted by an api that started without the issuer' });
    } finally {
      await issuer.start();
    }
  });
});
