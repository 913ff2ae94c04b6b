import { decodeJwt, SignJWT } from 'jose';
import type { Route } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

import { createSigningKeys } from '../../adapters/crypto/signing-keys.js';
import { launchBrowser } from '../harness/browser.js';
import { createGraphqlClient } from '../harness/client.js';
import { type PlaceOrderAnswer, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { openTestStores } from '../harness/open-test-stores.js';
import { newcomer } from '../integration/identity-fixture.js';
import { Shop } from './shop.js';

/** Real tokens live five minutes. These are signed with the same key and differ only in their shorter life. */
const TOKEN_LIFE_SECONDS = 25;

let system: TestSystem;
let keys: ReturnType<typeof createSigningKeys>;

beforeAll(async () => {
  system = await startSystem({ web: true });
  const { stores } = await openTestStores(system.database, { poolMax: 1 });
  const secret = system.env['SESSION_SECRET'] ?? '';
  keys = createSigningKeys({ store: stores.signingKeys, secret });
});

type Renewal = { data?: { refreshSession?: { accessToken?: string; accessTokenExpiresAt?: string } } };

/** Replaces the API's tokens with short-lived ones. */
async function shorten(route: Route): Promise<void> {
  const response = await route.fetch();
  const body = (await response.json()) as Renewal;
  const renewed = body.data?.refreshSession;
  if (renewed?.accessToken !== undefined) {
    const exp = Math.floor(Date.now() / 1_000) + TOKEN_LIFE_SECONDS;
    const { kid, key } = await keys.current();
    renewed.accessToken = await new SignJWT({ ...decodeJwt(renewed.accessToken), exp })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt' })
      .sign(key);
    renewed.accessTokenExpiresAt = new Date(exp * 1_000).toISOString();
  }
  await route.fulfill({ response, json: body });
}

/** Opens an account's order page with short-lived tokens and counts its opened and closed sockets. */
async function openOrder(order: PlaceOrderAnswer, cookie: string, { canRenew }: { canRenew: boolean }) {
  const shop = await Shop.open(await launchBrowser(), system.apiUrl);
  const [name = '', value = ''] = cookie.split('=');
  await shop.context.addCookies([{ name, value, url: system.apiUrl }]);
  await shop.page.evaluate(`localStorage.setItem('splitcart.signed-in', 'true')`);
  let renewals = 0;
  await shop.page.route('**/graphql', async (route) => {
    const isRenewal = (route.request().postData() ?? '').includes('refreshSession');
    if (!isRenewal) return route.continue();
    renewals += 1;
    return renewals > 1 && !canRenew ? route.abort() : shorten(route);
  });
  const sockets = { opened: 0, closed: 0 };
  shop.page.on('websocket', (socket) => {
    sockets.opened += 1;
    socket.on('close', () => (sockets.closed += 1));
  });
  await shop.visit(`/orders/${order.orderId}?token=${encodeURIComponent(order.orderToken)}`);
  await shop.heading('Waiting for your payment');
  await waitFor(() => sockets.opened === 1, { what: 'the socket of the page' });
  return { shop, sockets };
}

test('a page stays live on the same socket after its token expires', async () => {
  const { device } = await newcomer(system);
  const client = createGraphqlClient(system.apiUrl, { authorization: `Bearer ${device.accessToken ?? ''}` });
  const shopper = new Shopper(system, client);
  const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
  // Each browser has its own account: with a shared refresh cookie the API would detect reuse.
  const other = await newcomer(system);
  const renewing = await openOrder(order, device.cookie, { canRenew: true });
  const started = Date.now();
  const idle = await openOrder(order, other.device.cookie, { canRenew: false });
  // Without a renewal the API closes the socket when the token expires.
  await waitFor(() => idle.sockets.closed === 1, {
    what: 'the close of a socket that is not extended',
    timeoutMs: 60_000,
  });
  expect(Date.now() - started).toBeGreaterThan((TOKEN_LIFE_SECONDS - 5) * 1_000);
  await waitFor(() => Date.now() - started > (TOKEN_LIFE_SECONDS + 3) * 1_000, {
    what: 'the expiry of the first token',
    timeoutMs: 60_000,
  });
  await shopper.authorize(order, { confirmationToken: await shopper.card() });
  await renewing.shop.heading('Order confirmed');
  expect(renewing.sockets).toEqual({ opened: 1, closed: 0 });
});
