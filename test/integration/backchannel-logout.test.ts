import { once } from 'node:events';

import { exportSPKI, importJWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';

import { Device } from '../harness/device.js';
import { OidcIssuer } from '../harness/oidc-issuer.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { SIGN_OUT_EVERYWHERE, VIEWER } from './identity-fixture.js';

const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };
const now = () => Math.floor(Date.now() / 1000);

let issuer: OidcIssuer;
let system: TestSystem;

beforeAll(async () => {
  issuer = await OidcIssuer.open({ ada: { roles: [] }, grace: { roles: [] } });
  system = await startSystem({ workers: false, env: { OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: 'web' } });
  await issuer.connect(system.apiUrl);
});

const bearer = (accessToken: string): Device => Object.assign(new Device(system.apiUrl), { accessToken });
const status = async (device: Device): Promise<number> => (await device.send(VIEWER)).status;

/** A device with a token of a made-up sign-in. */
async function device(claims: Record<string, unknown>): Promise<Device> {
  return bearer(await issuer.sign({ iat: now(), exp: now() + 300, ...claims }));
}

const logoutToken = (
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): Promise<string> =>
  issuer.sign(
    { aud: 'web', jti: crypto.randomUUID(), iat: now(), exp: now() + 120, events: EVENTS, ...claims },
    { typ: 'logout+jwt', ...header },
  );

async function send(token: string, url = system.apiUrl): Promise<number> {
  const body = new URLSearchParams({ logout_token: token });
  const response = await fetch(`${url}/oidc/backchannel-logout`, { method: 'POST', body });
  return response.status;
}

/** A socket with an active order subscription. */
async function subscribed(person: Device): ReturnType<Device['openSocket']> {
  const shopper = new Shopper(system);
  const { orderId, orderToken } = await shopper.place(await shopper.fillCart({ sellers: 1 }));
  const query = `subscription { orderUpdated(orderId: "${orderId}", token: "${orderToken}") { id } }`;
  const socket = await person.openSocket();
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  const [message] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(message.toString())).toMatchObject({ type: 'next' });
  return socket;
}

describe('a logout at the issuer', () => {
  test('closes an open subscription within two seconds and ends the tokens of that sign-in only', async () => {
    const browser = issuer.browser();
    const here = bearer((await browser.signIn('ada')).access_token);
    const elsewhere = bearer((await issuer.browser().signIn('ada')).access_token);
    const socket = await subscribed(here);
    const bystander = await subscribed(elsewhere);
    const closed = once(socket, 'close');
    await browser.logOut();
    const start = performance.now();
    expect(await status(here)).toBe(401);
    expect((await closed)[0]).toBe(4403);
    expect(performance.now() - start).toBeLessThan(2_000);
    await expect(here.openSocket()).rejects.toThrow('closed with 4403');
    expect(await status(elsewhere)).toBe(200);
    expect(bystander.readyState).toBe(bystander.OPEN);
  });

  test('of a user ends all their earlier tokens; later ones are valid', async () => {
    const past = now() - 60;
    const devices = [
      await device({ sub: 'ida', sid: 'ida-1', iat: past }),
      await device({ sub: 'ida', iat: past }),
    ];
    const socket = await subscribed(devices[0] as Device);
    const closed = once(socket, 'close');
    expect(await Promise.all(devices.map(status))).toEqual([200, 200]);
    expect(await send(await logoutToken({ sub: 'ida', iat: now() - 5 }))).toBe(200);
    expect(await Promise.all(devices.map(status))).toEqual([401, 401]);
    expect((await closed)[0]).toBe(4403);
    expect(await status(await device({ sub: 'ida', sid: 'ida-2' }))).toBe(200);
    expect(await status(await device({ sub: 'other', sid: 'other-1', iat: past }))).toBe(200);
  });

  test('of one sign-in also ends tokens without a session id', async () => {
    const withoutSid = await device({ sub: 'joan', iat: now() - 60 });
    const other = await device({ sub: 'joan', sid: 'joan-2', iat: now() - 60 });
    expect(await status(withoutSid)).toBe(200);
    expect(await send(await logoutToken({ sub: 'joan', sid: 'joan-1' }))).toBe(200);
    expect(await status(withoutSid)).toBe(401);
    expect(await status(other)).toBe(200);
  });

  test('is stored for the lifetime of a token, and deleted afterwards', async () => {
    await send(await logoutToken({ sid: 'long-gone' }));
    await system.database.sql(
      `UPDATE external_logout SET forget_at = now() - interval '1 second' WHERE sid = 'long-gone'`,
    );
    const token = await logoutToken({ sid: 'fresh' });
    await send(token);
    const rows = await system.database.sql<{ sid: string; hours: number }>(
      `SELECT sid, extract(epoch FROM forget_at - logged_out_at)::int / 3600 AS hours FROM external_logout
       WHERE sid IN ('long-gone', 'fresh')`,
    );
    expect(rows).toEqual([{ sid: 'fresh', hours: 25 }]);
  });

  test('is accepted once: the same token is rejected afterwards, even concurrently', async () => {
    const token = await logoutToken({ sid: 'once' });
    const answers = await Promise.all([send(token), send(token), send(token)]);
    expect(answers.toSorted((one, other) => one - other)).toEqual([200, 400, 400]);
    expect(await send(token)).toBe(400);
  });

  test('is rejected when anything in its token is wrong, and ends nothing', async () => {
    const person = await device({ sub: 'kay', sid: 'kay-1', iat: now() - 60 });
    expect(await status(person)).toBe(200);
    const whose = { sub: 'kay', sid: 'kay-1' };
    const publicKey = await importJWK(issuer.publicJwk, 'RS256', { extractable: true });
    const pem = new TextEncoder().encode(publicKey instanceof Uint8Array ? '' : await exportSPKI(publicKey));
    const unsigned = [
      { alg: 'none' },
      { iss: issuer.url, aud: 'web', jti: 'x', iat: now(), events: EVENTS, ...whose },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const symmetric = { iss: issuer.url, aud: 'web', jti: 'y', iat: now(), events: EVENTS, ...whose };
    const bad: Record<string, string> = {
      'for another client': await logoutToken({ ...whose, aud: 'other' }),
      'of another issuer': await logoutToken({ ...whose, iss: 'https://evil.example' }),
      'issued long ago': await logoutToken({ ...whose, iat: now() - 400, exp: undefined }),
      expired: await logoutToken({ ...whose, exp: now() - 10 }),
      'with a nonce': await logoutToken({ ...whose, nonce: 'n' }),
      'without events': await logoutToken({ ...whose, events: undefined }),
      'of another event': await logoutToken({ ...whose, events: { 'urn:other': {} } }),
      'whose event is not an object': await logoutToken({
        ...whose,
        events: { [Object.keys(EVENTS)[0] ?? '']: 1 },
      }),
      'without a jti': await logoutToken({ ...whose, jti: undefined }),
      'without an iat': await logoutToken({ ...whose, iat: undefined }),
      'without sub and sid': await logoutToken({}),
      'an access token': await logoutToken(whose, { typ: 'at+jwt' }),
      unsigned: `${unsigned}.`,
      'signed with the public key as a secret': await issuer.sign(symmetric, { alg: 'HS256' }, pem),
      nonsense: 'nonsense',
      empty: '',
    };
    for (const [fault, token] of Object.entries(bad))
      expect([fault, await send(token)]).toEqual([fault, 400]);
    expect(await status(person)).toBe(200);
    expect(await send(await logoutToken(whose))).toBe(200);
    expect(await status(person)).toBe(401);
  });

  test('has no endpoint without an issuer', async () => {
    const closed = await system.startApi({ OIDC_ISSUER: undefined });
    expect(await send(await logoutToken({ sid: 'nobody' }), closed.url)).toBe(404);
  });
});

test('signing out everywhere also ends the issuer’s tokens', async () => {
  const person = await device({ sub: 'lea', sid: 'lea-1', iat: now() - 60 });
  const elsewhere = await device({ sub: 'lea', sid: 'lea-2', iat: now() - 60 });
  const other = await device({ sub: 'mia', iat: now() - 60 });
  expect(await Promise.all([person, elsewhere, other].map(status))).toEqual([200, 200, 200]);
  expect(await person.result(SIGN_OUT_EVERYWHERE)).toEqual({ endedSessions: 0 });
  expect(await Promise.all([person, elsewhere, other].map(status))).toEqual([401, 401, 200]);
});
