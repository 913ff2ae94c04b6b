import { once } from 'node:events';

import { beforeAll, describe, expect, test } from 'vitest';

import { freePort } from '../../tools/stack/free-port.js';
import { Device } from '../harness/device.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { isKnown } from '../integration/identity-fixture.js';
import { Keycloak } from './keycloak-server.js';

let system: TestSystem;
let keycloak: Keycloak;

beforeAll(async () => {
  const port = await freePort();
  const env = { OIDC_ISSUER: Keycloak.issuerAt(port), OIDC_CLIENT_ID: 'splitcart-web' };
  system = await startSystem({ workers: false, env: { ...env, OIDC_SERVICE_CLIENTS: 'splitcart-orders' } });
  const start = performance.now();
  keycloak = await Keycloak.start(port, system.apiUrl);
  report('Keycloak was ready after', start);
  await keycloak.addPerson('olga', ['OPS']);
  await keycloak.addPerson('sam', []);
});

const SIGN_IN = `mutation ($input: SignInWithProviderInput!) { signInWithProvider(input: $input) {
  ... on SignInSuccess { accessToken viewer { role } } ... on UserError { code } } }`;
const PROFILE = '{ viewer { email displayName role } }';
const bearer = (accessToken: string): Device => Object.assign(new Device(system.apiUrl), { accessToken });

function report(what: string, since: number): void {
  process.stdout.write(`${what} ${Math.round(performance.now() - since)} ms\n`);
}

describe('a Keycloak token', () => {
  test('from a sign-in with code and PKCE carries the account’s role, name and email address', async () => {
    const olga = bearer((await keycloak.browser().signIn('olga')).access_token);
    expect((await olga.send(PROFILE)).data?.['viewer']).toEqual({
      email: 'olga@example.com',
      displayName: 'olga of the tests',
      role: 'OPS',
    });
    const sam = bearer((await keycloak.browser().signIn('sam')).access_token);
    expect((await sam.send(PROFILE)).data?.['viewer']).toMatchObject({ role: 'SHOPPER' });
  });

  test('opens the operations pages to the permitted role only', async () => {
    const visit = async (username: string): Promise<number> => {
      const { access_token } = await keycloak.browser().signIn(username);
      const headers = { authorization: `Bearer ${access_token}` };
      return (await fetch(`${system.apiUrl}/ops/queues`, { headers, redirect: 'manual' })).status;
    };
    expect([await visit('olga'), await visit('sam')]).toEqual([200, 303]);
  });

  test('of a client without a user acts as a service with the requested scopes', async () => {
    const service = bearer(await keycloak.serviceToken('payments:read'));
    expect(await service.send('{ viewer { id } }')).toMatchObject({ status: 200, data: { viewer: null } });
    const payment = async (device: Device) =>
      (await device.send('{ payment(id: "pay_00000000000000000000000000") { id } }')).errors[0]?.extensions[
        'code'
      ];
    expect(await payment(service)).toBeUndefined();
  });

  test('is rejected when it is an ID token', async () => {
    const { id_token } = await keycloak.browser().signIn('sam');
    expect((await bearer(id_token).send(PROFILE)).status).toBe(401);
  });

  test('stays valid after Keycloak rotates its keys', async () => {
    const before = bearer((await keycloak.browser().signIn('sam')).access_token);
    await keycloak.rotate();
    const after = bearer((await keycloak.browser().signIn('sam')).access_token);
    expect(await Promise.all([before, after].map(isKnown))).toEqual([true, true]);
  });
});

/** Opens a shop session by signing in at Keycloak. */
async function shopSession(browser: ReturnType<Keycloak['browser']>, username: string): Promise<Device> {
  const device = new Device(system.apiUrl);
  const input = await browser.codeForShop(username);
  expect(await device.result(SIGN_IN, { input })).toMatchObject({ viewer: { role: 'SHOPPER' } });
  return device;
}

/** Milliseconds from the end of the logout until the socket is closed and the token rejected. */
async function endedAfter(logOut: () => Promise<void>, device: Device): Promise<number> {
  const closed = once(await device.openSocket(), 'close');
  await logOut();
  const start = performance.now();
  const isUnauthenticated = async () => (await device.send(PROFILE)).status === 401;
  await waitFor(isUnauthenticated, { what: 'the token to be rejected', timeoutMs: 2_000 });
  expect((await closed)[0]).toBe(4403);
  report('after the logout the socket was closed within', start);
  return performance.now() - start;
}

describe('a logout at Keycloak', () => {
  test('by the user ends the token and its socket within two seconds, and no other', async () => {
    const browser = keycloak.browser();
    const tokens = await browser.signIn('sam');
    const bystander = await bearer((await keycloak.browser().signIn('olga')).access_token).openSocket();
    expect(await endedAfter(() => browser.logOut(tokens), bearer(tokens.access_token))).toBeLessThan(2_000);
    expect(bystander.readyState).toBe(bystander.OPEN);
  });

  test('by the user also ends the shop session', async () => {
    const browser = keycloak.browser();
    const device = await shopSession(browser, 'sam');
    const tokens = await browser.signIn('sam');
    expect(await endedAfter(() => browser.logOut(tokens), device)).toBeLessThan(2_000);
  });

  test('by an administrator ends the shop session', async () => {
    await keycloak.addPerson('kim', []);
    const device = await shopSession(keycloak.browser(), 'kim');
    expect(await endedAfter(() => keycloak.logOut('kim'), device)).toBeLessThan(2_000);
  });
});
