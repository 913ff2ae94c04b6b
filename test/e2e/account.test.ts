// Long: sign-in, mails and sessions of several people, each in a browser of its own.
import { randomBytes } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import type { CaughtMail } from '../../tools/mail/mail-catcher.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { cards, Shop } from './shop.js';

const password = 'a long enough password';
const newPassword = 'quite another long password';

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem({ web: true });
  browser = await launchBrowser();
});

const newAddress = (): string => `ada-${randomBytes(6).toString('hex')}@example.com`;

/** The path of the link in a mail. */
function linkIn({ links: [link = ''] }: CaughtMail): string {
  return link.replace(system.apiUrl, '');
}

async function register(shop: Shop, email: string): Promise<void> {
  await shop.visit('/register');
  await shop.type('Name', 'Ada Lovelace');
  await shop.type('Email', email);
  await shop.type('Password', password);
  await shop.page.getByRole('button', { name: 'Create account' }).click();
  await shop.heading('Your account');
}

async function signIn(shop: Shop, email: string, withPassword: string): Promise<void> {
  await shop.type('Email', email);
  await shop.type('Password', withPassword);
  await shop.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

const accountEntry = (shop: Shop) => shop.page.getByRole('button', { name: /, your account$/ });

describe('a new account', () => {
  test('is created, stays signed in across a reload, and is confirmed by the mailed link', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await shop.page.getByRole('link', { name: 'Sign in' }).click();
    await shop.page.getByRole('link', { name: 'Create one' }).click();
    const email = newAddress();
    await register(shop, email);
    await shop.sees('Please confirm your email address');
    await shop.page.reload();
    await shop.heading('Your account');
    await accountEntry(shop).waitFor();
    await shop.visit(linkIn(await system.mailServer.mailTo(email, /Confirm/)));
    await shop.page.getByRole('button', { name: 'Confirm address' }).click();
    await shop.heading('Email address confirmed');
    await shop.visit('/account');
    await shop.sees('Confirmed');
    await shop.visit(linkIn(await system.mailServer.mailTo(email, /Confirm/)));
    await shop.page.getByRole('button', { name: 'Confirm address' }).click();
    await shop.sees('This link has already been used.');
    expect(shop.complaints).toEqual([]);
  });

  test('stores no token where scripts could read it later', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await register(shop, newAddress());
    const stored = await shop.page.evaluate(
      'JSON.stringify([localStorage, sessionStorage, document.cookie])',
    );
    expect(stored).not.toMatch(/eyJ|ses_/);
  });

  test('shows missing fields before sending anything', async () => {
    const shop = await Shop.open(browser, system.apiUrl, { width: 390 });
    await shop.visit('/register');
    await shop.type('Password', 'short');
    await shop.page.getByRole('button', { name: 'Create account' }).click();
    for (const text of ['Enter your name', 'your email address', 'at least 10 characters']) {
      await shop.sees(new RegExp(text));
    }
    expect(await shop.page.evaluate('document.activeElement.name')).toBe('displayName');
  });
});

describe('a forgotten password', () => {
  test('is replaced through the mailed link, and the new one signs in', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    const email = newAddress();
    await register(shop, email);
    const elsewhere = await Shop.open(browser, system.apiUrl);
    await elsewhere.visit('/forgot-password');
    await elsewhere.type('Email', email);
    await elsewhere.page.getByRole('button', { name: 'Send reset link' }).click();
    await elsewhere.heading('Check your inbox');
    await elsewhere.visit(linkIn(await system.mailServer.mailTo(email, /Reset/)));
    await elsewhere.type('New password', newPassword);
    await elsewhere.page.getByRole('button', { name: 'Change password' }).click();
    await elsewhere.heading('Password changed');
    await elsewhere.page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await signIn(elsewhere, email, password);
    await elsewhere.sees('Wrong email address or password.');
    await signIn(elsewhere, email, newPassword);
    await accountEntry(elsewhere).waitFor();
    // The first browser finds out with its next request that its session has ended.
    await shop.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await shop.heading('Sign in');
    expect(elsewhere.complaints).toEqual([]);
  });
});

describe('a session', () => {
  test('is renewed by its cookie when its token is rejected, unnoticed by the user', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await register(shop, newAddress());
    let rejected = 0;
    await shop.page.route('**/graphql', async (route) => {
      const isAuthorized = route.request().headers()['authorization'] !== undefined;
      if (!isAuthorized || rejected > 0) return await route.continue();
      rejected += 1;
      const errors = [{ message: 'expired', extensions: { code: 'UNAUTHENTICATED' } }];
      await route.fulfill({ status: 401, json: { errors } });
    });
    await shop.type('Current password', password);
    await shop.type('New password', newPassword);
    await shop.page.getByRole('button', { name: 'Change password' }).click();
    await shop.sees('Password changed');
    expect(rejected).toBe(1);
  });

  test('ends with "Sign out", and signing in again returns to the account', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    const email = newAddress();
    await register(shop, email);
    await accountEntry(shop).click();
    await shop.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await shop.heading('Sign in');
    await signIn(shop, email, password);
    await shop.heading('Your account');
    expect(shop.complaints).toEqual([]);
  });
});

describe('a guest who has paid', () => {
  test('creates an account from the order page, and the order is saved to it', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await shop.buy(cards.works, 'Linen notebook');
    await shop.heading('Paid');
    await shop.page.getByRole('link', { name: 'Create account' }).click();
    await shop.type('Name', 'Ada Lovelace');
    const email = newAddress();
    await shop.type('Email', email);
    await shop.type('Password', password);
    await shop.page.getByRole('button', { name: 'Create account' }).click();
    await shop.heading('Paid');
    await shop.sees('This order is saved to your account');
    const owned = await system.database.sql(
      'SELECT 1 FROM orders o JOIN account a ON a.id = o.account_id WHERE a.email = $1',
      [email],
    );
    expect(owned).toHaveLength(1);
    await shop.page.reload();
    await shop.heading('Paid');
    expect(await shop.page.getByRole('button', { name: 'Add to my account' }).count()).toBe(0);
  });
});

describe.each([1280, 390])('at %i px', (width) => {
  test('every account screen, light and dark, has no serious violation and no horizontal scroll', async () => {
    const shop = await Shop.open(browser, system.apiUrl, { width });
    const found: string[] = [];
    const check = async (screen: string): Promise<void> => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await shop.page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page: shop.page }).analyze();
        for (const { id, impact, nodes } of violations) {
          if (impact !== 'serious' && impact !== 'critical') continue;
          found.push(
            `${screen}, ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
          );
        }
      }
      if ((await shop.overflow()) > 0) found.push(`${screen} is too wide`);
    };
    for (const [path, heading] of [
      ['/sign-in', 'Sign in'],
      ['/register', 'Create account'],
      ['/forgot-password', 'Forgot your password?'],
      ['/reset-password#token=x', 'Choose a new password'],
      ['/verify-email#token=x', 'Confirm your email address'],
    ] as const) {
      await shop.visit(path);
      await shop.heading(heading);
      await shop.page.getByRole('main').getByRole('button').last().click();
      await check(path.slice(1).replace(/#.*/, ''));
    }
    await register(shop, newAddress());
    await check('account');
    await accountEntry(shop).click();
    await shop.page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await check('menu');
    expect(found).toEqual([]);
  });
});
