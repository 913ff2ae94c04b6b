import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { OidcIssuer } from '../harness/oidc-issuer.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { Shop } from './shop.js';

let issuer: OidcIssuer;
let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  issuer = await OidcIssuer.open({ ada: { roles: [], email: 'ada@example.com', name: 'Ada Lovelace' } });
  const env = { OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: 'web', OIDC_NAME: 'Acme' };
  system = await startSystem({ web: true, workers: false, env });
  await issuer.connect(system.apiUrl);
  browser = await launchBrowser();
});

const accountEntry = (shop: Shop) =>
  shop.page.getByRole('button', { name: /^Ada Lovelace\s*, your account$/ });

async function signInAtAcme(shop: Shop): Promise<void> {
  await shop.visit('/sign-in?next=/cart');
  await shop.page.getByRole('button', { name: 'Sign in with Acme' }).click();
  await shop.type('Name', 'ada');
  await shop.page.getByRole('button', { name: 'Continue' }).click();
  await accountEntry(shop).waitFor();
}

describe('"Sign in with Acme"', () => {
  test('redirects to the provider and back to the requested page, and survives a reload', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await signInAtAcme(shop);
    await shop.page.waitForURL(`${system.apiUrl}/cart`);
    await shop.page.reload();
    await accountEntry(shop).waitFor();
    expect(await shop.page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain(
      'eyJ',
    );
    expect(shop.complaints).toEqual([]);
  });

  test('ends in the shop when the user logs out at the provider', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await signInAtAcme(shop);
    const tab = await shop.context.newPage();
    await tab.goto(`${issuer.url}/session/end`);
    await tab.getByRole('button', { name: /yes/i }).click();
    await shop.visit('/');
    await shop.page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect(await accountEntry(shop).count()).toBe(0);
  });

  test('is rejected if it was not started in this tab, and can be restarted', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await shop.visit('/sign-in/callback?code=stolen&state=made-up');
    await shop.heading('You’re not signed in');
    const { violations } = await new AxeBuilder({ page: shop.page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await shop.page.getByRole('link', { name: 'Sign in again' }).click();
    await shop.page.getByRole('button', { name: 'Sign in with Acme' }).waitFor();
  });
});
