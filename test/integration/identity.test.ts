import { once } from 'node:events';

import { beforeAll, describe, expect, test } from 'vitest';

import { Device } from '../harness/device.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import {
  CHANGE_PASSWORD,
  REFRESH,
  REGISTER,
  SIGN_IN,
  SIGN_OUT,
  SIGN_OUT_EVERYWHERE,
  VIEWER,
  isKnown,
  letTimePass,
  newcomer,
  password,
  refresh,
  signedIn,
} from './identity-fixture.js';

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem({ workers: false });
});

describe('register', () => {
  test('creates a SHOPPER account and signs it in with an HttpOnly cookie', async () => {
    const device = new Device(system.apiUrl);
    const input = { email: 'Ann@Example.com', password, displayName: ' Ann ' };
    const { data, setCookie } = await device.send(REGISTER, { input });
    expect(data?.['register']).toMatchObject({
      viewer: { email: 'Ann@Example.com', displayName: 'Ann', role: 'SHOPPER' },
    });
    expect(setCookie).toMatch(/^splitcart_refresh=ses_.+; Path=\/; .*HttpOnly; SameSite=Strict$/);
    const [row] = await system.database.sql<{ password_hash: string }>(
      `SELECT password_hash FROM account WHERE email = 'Ann@Example.com'`,
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(data)).not.toContain('ses_');
  });

  test('rejects an email address in use, ignoring case', async () => {
    const { email } = await newcomer(system);
    const input = { email: email.toUpperCase(), password, displayName: 'Pat' };
    expect(await new Device(system.apiUrl).result(REGISTER, { input })).toMatchObject({
      code: 'EMAIL_TAKEN',
    });
  });

  test.each([
    ['email', { email: 'nobody' }],
    ['password', { password: 'short' }],
    ['displayName', { displayName: ' ' }],
  ])('reports an invalid %s', async (field, fault) => {
    const input = { email: 'faulty@example.com', password, displayName: 'Pat', ...fault };
    const rejected = await new Device(system.apiUrl).result(REGISTER, { input });
    expect(rejected).toMatchObject({ code: 'INVALID_INPUT', field });
  });
});

describe('signIn', () => {
  test('answers a wrong password and an unknown email address alike', async () => {
    const { email } = await newcomer(system);
    const device = new Device(system.apiUrl);
    const wrong = await device.result(SIGN_IN, { input: { email, password: 'wrong' } });
    const unknown = await device.result(SIGN_IN, { input: { email: 'no@example.com', password } });
    expect(wrong).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(unknown).toEqual(wrong);
  });

  test('always opens a new session and ends the one in the request’s cookie', async () => {
    const { device, email } = await newcomer(system);
    const planted = device.copy();
    await device.result(SIGN_IN, { input: { email, password } });
    expect(device.cookie).not.toBe(planted.cookie);
    expect(await isKnown(planted)).toBe(false);
    expect(await isKnown(device)).toBe(true);
  });
});

describe('refreshSession', () => {
  test('returns a new token pair each time and keeps the user signed in', async () => {
    const { device } = await newcomer(system);
    const before = device.cookie;
    expect(await refresh(device)).toMatchObject({ __typename: 'SignInSuccess' });
    expect(device.cookie).not.toBe(before);
    expect(await isKnown(device)).toBe(true);
  });

  test('ends the session for thief and owner when a token is reused, whoever is first', async () => {
    for (const first of ['owner', 'thief']) {
      const { device: owner, email } = await newcomer(system);
      const elsewhere = await signedIn(system, email);
      const thief = owner.copy();
      const [one, two] = first === 'owner' ? [owner, thief] : [thief, owner];
      expect(await refresh(one)).toMatchObject({ __typename: 'SignInSuccess' });
      await letTimePass(system);
      expect(await refresh(two)).toMatchObject({ code: 'SESSION_ENDED' });
      expect(await refresh(one)).toMatchObject({ code: 'SESSION_ENDED' });
      expect(await isKnown(one)).toBe(false);
      expect(await isKnown(elsewhere)).toBe(true);
    }
    const reasons = await system.database.sql(
      `SELECT 1 FROM account_session WHERE end_reason = 'TOKEN_REUSED'`,
    );
    expect(reasons).toHaveLength(2);
  });

  test('of two concurrent tabs refreshes one and asks the other to retry, without ending the session', async () => {
    const { device } = await newcomer(system);
    const tabs = [device, device.copy()];
    const answers = await Promise.all(tabs.map(refresh));
    const codes = answers.map((answer) => answer['code'] ?? answer['__typename']);
    expect(codes.map(String).toSorted()).toEqual(['SESSION_REFRESHED_ELSEWHERE', 'SignInSuccess']);
    const winner = tabs[codes.indexOf('SignInSuccess')];
    expect(await refresh(winner as Device)).toMatchObject({ __typename: 'SignInSuccess' });
  });

  test('rejects forged, missing and cross-site cookies', async () => {
    const { device } = await newcomer(system);
    const forged = device.copy();
    forged.cookie = forged.cookie.replace(/\.1\./, '.2.');
    expect(await refresh(forged)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await refresh(new Device(system.apiUrl))).toMatchObject({ code: 'SESSION_ENDED' });
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const crossSite = await device.copy().send(REFRESH, {}, headers);
      expect(crossSite.data?.['refreshSession']).toMatchObject({ code: 'SESSION_ENDED' });
    }
    expect(await refresh(device)).toMatchObject({ __typename: 'SignInSuccess' });
  });

  test('is not available by GET, as a form, or over a socket', async () => {
    const { device } = await newcomer(system);
    const get = await fetch(`${system.apiUrl}/graphql?query=${encodeURIComponent(REFRESH)}`, {
      headers: { cookie: device.cookie, 'apollo-require-preflight': '1' },
    });
    expect(get.status).toBe(405);
    const form = await device
      .copy()
      .send(REFRESH, {}, { 'content-type': 'text/plain' })
      .catch(() => null);
    expect(form?.data ?? null).toBeNull();
    const socket = await device.openSocket();
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: REFRESH } }));
    const [message] = (await once(socket, 'message')) as [Buffer];
    expect(message.toString()).toContain('HTTP_ONLY');
  });
});

describe('signing out', () => {
  test('ends the session of this device only, at once', async () => {
    const { device, email } = await newcomer(system);
    const elsewhere = await signedIn(system, email);
    const before = device.copy();
    expect(await device.result(SIGN_OUT)).toEqual({ signedOut: true });
    const { status, errors } = await before.send(VIEWER);
    expect(status).toBe(401);
    expect(errors[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    before.accessToken = null;
    expect(await refresh(before)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await isKnown(elsewhere)).toBe(true);
  });

  test('everywhere ends all sessions, including the operations pages', async () => {
    const device = await signedIn(system, 'ops@splitcart.example', 'demo-ops-2026');
    const page = await fetch(`${system.apiUrl}/ops/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'ops@splitcart.example', password: 'demo-ops-2026' }),
      redirect: 'manual',
    });
    const cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const board = () => fetch(`${system.apiUrl}/ops/queues`, { headers: { cookie }, redirect: 'manual' });
    expect((await board()).status).toBe(200);
    const asApiToken = device.copy();
    asApiToken.accessToken = cookie.replace('splitcart_ops=', '');
    expect((await asApiToken.send(VIEWER)).status).toBe(401);
    expect(await device.result(SIGN_OUT_EVERYWHERE)).toEqual({ endedSessions: 2 });
    expect((await board()).status).toBe(303);
    expect(await isKnown(device)).toBe(false);
  });

  test('everywhere requires a signed-in user', async () => {
    const stranger = new Device(system.apiUrl);
    expect(await stranger.result(SIGN_OUT_EVERYWHERE)).toEqual({ code: 'SIGN_IN_REQUIRED' });
  });
});

describe('changePassword', () => {
  test('requires the current password and ends the sessions on all other devices', async () => {
    const { device, email } = await newcomer(system);
    const elsewhere = await signedIn(system, email);
    const change = (currentPassword: string, newPassword = 'another long password') =>
      device.result(CHANGE_PASSWORD, { input: { currentPassword, newPassword } });
    expect(await change('wrong')).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(await change(password, 'short')).toMatchObject({ code: 'INVALID_INPUT', field: 'newPassword' });
    expect(await isKnown(elsewhere)).toBe(true);
    expect(await change(password)).toEqual({ endedSessions: 1, viewer: { email } });
    expect(await isKnown(elsewhere)).toBe(false);
    expect(await isKnown(device)).toBe(true);
    await signedIn(system, email, 'another long password');
  });
});
