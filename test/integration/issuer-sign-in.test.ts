import { once } from 'node:events';

import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';

import { Device } from '../harness/device.js';
import { OidcIssuer, VERIFIER, type IssuerBrowser } from '../harness/oidc-issuer.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { isKnown, refresh } from './identity-fixture.js';

const SIGN_IN = `mutation ($input: SignInWithProviderInput!) { signInWithProvider(input: $input) { __typename
  ... on SignInSuccess { accessToken viewer { email role } } ... on UserError { code field } } }`;
const PROVIDER = '{ identityProvider { name authorizationEndpoint clientId scope } }';

let issuer: OidcIssuer;
let system: TestSystem;
let redirectUri: string;

beforeAll(async () => {
  issuer = await OidcIssuer.open({
    ada: { roles: ['FINANCE'], email: 'ada@example.com' },
    grace: { roles: [] },
    kay: { roles: [] },
  });
  const env = { OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: 'web', OIDC_NAME: 'Acme' };
  system = await startSystem({ workers: false, env });
  await issuer.connect(system.apiUrl);
  redirectUri = `${system.apiUrl}/sign-in/callback`;
});

async function signIn(
  browser: IssuerBrowser,
  login: string,
  changes: Record<string, unknown> = {},
): Promise<{ device: Device; result: Record<string, unknown> }> {
  const device = new Device(system.apiUrl);
  const code = await browser.code(login, redirectUri);
  const result = await device.result(SIGN_IN, {
    input: { code, codeVerifier: VERIFIER, redirectUri, ...changes },
  });
  return { device, result };
}

async function logoutOf(sid: unknown): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const claims = { aud: 'web', jti: crypto.randomUUID(), iat: now, exp: now + 120, events, sid };
  const body = new URLSearchParams({ logout_token: await issuer.sign(claims, { typ: 'logout+jwt' }) });
  expect((await fetch(`${system.apiUrl}/oidc/backchannel-logout`, { method: 'POST', body })).status).toBe(
    200,
  );
}

describe('signing in with the identity provider', () => {
  test('is offered with everything a browser needs to start', async () => {
    const { data } = await new Device(system.apiUrl).send(PROVIDER);
    expect(data?.['identityProvider']).toEqual({
      name: 'Acme',
      authorizationEndpoint: `${issuer.url}/auth`,
      clientId: 'web',
      scope: 'openid email profile',
    });
  });

  test('opens a normal session with the issuer’s role, for 12 hours', async () => {
    const { device, result } = await signIn(issuer.browser(), 'ada');
    expect(result).toMatchObject({ viewer: { email: 'ada@example.com', role: 'FINANCE' } });
    expect(await refresh(device)).toMatchObject({ __typename: 'SignInSuccess' });
    expect(await isKnown(device)).toBe(true);
    const rows = await system.database.sql(
      `SELECT extract(epoch FROM expires_at - created_at)::int / 60 AS minutes FROM account_session WHERE external_sid IS NOT NULL`,
    );
    expect(rows).toEqual([{ minutes: 12 * 60 }]);
  });

  test.each([
    ['a made-up code', { code: 'made-up' }, 'ISSUER_SIGN_IN_FAILED'],
    ['a different verifier', { codeVerifier: 'v'.repeat(43) }, 'ISSUER_SIGN_IN_FAILED'],
    ['a different redirect URI', { redirectUri: 'https://evil.example/' }, 'ISSUER_SIGN_IN_FAILED'],
    ['an invalid verifier', { codeVerifier: 'short' }, 'INVALID_INPUT'],
  ])('rejects %s', async (_what, changes, code) => {
    expect((await signIn(issuer.browser(), 'grace', changes)).result).toMatchObject({ code });
  });

  test('accepts a code once', async () => {
    const code = await issuer.browser().code('grace', redirectUri);
    const input = { code, codeVerifier: VERIFIER, redirectUri };
    const first = await new Device(system.apiUrl).result(SIGN_IN, { input });
    const second = await new Device(system.apiUrl).result(SIGN_IN, { input });
    expect([first['__typename'], second['code']]).toEqual(['SignInSuccess', 'ISSUER_SIGN_IN_FAILED']);
  });

  test('ends with the issuer’s session: requests at once, the socket within two seconds, the cookie for good', async () => {
    const browser = issuer.browser();
    const { device } = await signIn(browser, 'grace');
    const { device: elsewhere } = await signIn(issuer.browser(), 'grace');
    const closed = once(await device.openSocket(), 'close');
    const start = performance.now();
    await browser.logOut();
    expect(await isKnown(device)).toBe(false);
    expect((await closed)[0]).toBe(4403);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(await refresh(device)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await isKnown(elsewhere)).toBe(true);
  });

  test('leaves no session when the user logs out at the issuer concurrently', async () => {
    for (let round = 0; round < 8; round += 1) {
      const browser = issuer.browser();
      const { sid } = decodeJwt((await browser.signIn('kay')).id_token);
      const [{ device }] = await Promise.all([signIn(browser, 'kay'), logoutOf(sid)]);
      expect([round, await isKnown(device)]).toEqual([round, false]);
    }
    const open = await system.database.sql(
      `SELECT 1 FROM account_session s JOIN external_identity e USING (account_id) WHERE e.subject = 'kay' AND s.ended_at IS NULL`,
    );
    expect(open).toEqual([]);
  });

  test('is not offered while the provider is down, and a returning user gets ISSUER_UNAVAILABLE', async () => {
    const code = await issuer.browser().code('grace', redirectUri);
    const fresh = await system.startApi();
    await issuer.stop();
    const device = new Device(fresh.url);
    const input = { code, codeVerifier: VERIFIER, redirectUri };
    expect(await device.result(SIGN_IN, { input })).toMatchObject({ code: 'ISSUER_UNAVAILABLE' });
    expect((await device.send(PROVIDER)).data).toEqual({ identityProvider: null });
    await issuer.start();
  });

  test('is not offered when the web app has no client id', async () => {
    const device = new Device((await system.startApi({ OIDC_CLIENT_ID: undefined })).url);
    expect((await device.send(PROVIDER)).data).toEqual({ identityProvider: null });
    const input = { code: 'any', codeVerifier: VERIFIER, redirectUri };
    expect(await device.result(SIGN_IN, { input })).toMatchObject({ code: 'ISSUER_SIGN_IN_FAILED' });
  });
});
