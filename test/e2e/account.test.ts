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

/** Where the link of a mail leads, as a click in a mail program would. */
function linkIn({ links: [link = ''] }: CaughtMail): string {
  return link.replace(system.apiUrl, '');
}

async function register(shop: Shop, email: string): Promise<void> {
  await shop.visit('/register');
  await shop.type('Name', 'Ada Lovelace');
  await shop.type('E-mail', email);
  await shop.type('Password', password);
  await shop.page.getByRole('button', { name: 'Open the account' }).click();
  await shop.heading('Your account');
}

async function signIn(shop: Shop, email: string, withPassword: string): Promise<void> {
  await shop.type('E-mail', email);
  await shop.type('Password', withPassword);
  await shop.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

const accountEntry = (shop: Shop) => shop.page.getByRole('button', { name: /, your account$/ });

describe('a new account', () => {
  test('is opened, stays signed in over a reload, and is confirmed by the link of its mail', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await shop.page.getByRole('link', { name: 'Sign in' }).click();
    await shop.page.getByRole('link', { name: 'Open one' }).click();
    const email = newAddress();
    await register(shop, email);
    await shop.sees('Please confirm your address');
    await shop.page.reload();
    await shop.heading('Your account');
    await accountEntry(shop).waitFor();
    await shop.visit(linkIn(await system.mailServer.mailTo(email, /Confirm/)));
    await shop.page.getByRole('button', { name: 'Confirm address' }).click();
    await shop.heading('Your address is confirmed');
    await shop.visit('/account');
    await shop.sees('Confirmed');
    await shop.visit(linkIn(await system.mailServer.mailTo(email, /Confirm/)));
    await shop.page.getByRole('button', { name: 'Confirm address' }).click();
    await shop.sees('This link has already been used.');
    expect(shop.complaints).toEqual([]);
  });

  test('keeps no token where scripts could find it later', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await register(shop, newAddress());
    const stored = await shop.page.evaluate(
      'JSON.stringify([localStorage, sessionStorage, document.cookie])',
    );
    expect(stored).not.toMatch(/eyJ|ses_/);
  });

  test('is told what is missing before anything is sent', async () => {
    const shop = await Shop.open(browser, system.apiUrl, { width: 390 });
    await shop.visit('/register');
    await shop.type('Password', 'short');
    await shop.page.getByRole('button', { name: 'Open the account' }).click();
    for (const words of ['how we may call you', 'your e-mail address', 'at least 10 characters']) {
      await shop.sees(new RegExp(words));
    }
    expect(await shop.page.evaluate('document.activeElement.name')).toBe('displayName');
  });
});

describe('a forgotten password', () => {
  test('is replaced by the link of a mail, and the new one signs in', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    const email = newAddress();
    await register(shop, email);
    const elsewhere = await Shop.open(browser, system.apiUrl);
    await elsewhere.visit('/forgot-password');
    await elsewhere.type('E-mail', email);
    await elsewhere.page.getByRole('button', { name: 'Mail me a link' }).click();
    await elsewhere.heading('Look into your mailbox');
    await elsewhere.visit(linkIn(await system.mailServer.mailTo(email, /new password/)));
    await elsewhere.type('New password', newPassword);
    await elsewhere.page.getByRole('button', { name: 'Change the password' }).click();
    await elsewhere.heading('Your password is changed');
    await elsewhere.page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await signIn(elsewhere, email, password);
    await elsewhere.sees('Wrong email address or password.');
    await signIn(elsewhere, email, newPassword);
    await accountEntry(elsewhere).waitFor();
    // The first browser learns with its next request that its session is over.
    await shop.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await shop.heading('Sign in');
    expect(elsewhere.complaints).toEqual([]);
  });
});

describe('a session', () => {
  test('is renewed by its cookie when its token is refused, unseen by the person', async () => {
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
    await shop.page.getByRole('button', { name: 'Change the password' }).click();
    await shop.sees('Your password is changed');
    expect(rejected).toBe(1);
  });

  test('ends in this browser by "Sign out", and leads back after signing in', async () => {
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
  test('opens an account from the confirmation, and it takes the order along', async () => {
    const shop = await Shop.open(browser, system.apiUrl);
    await shop.buy(cards.works, 'Linen notebook');
    await shop.heading('Paid');
    await shop.page.getByRole('link', { name: 'Open an account' }).click();
    await shop.type('Name', 'Ada Lovelace');
    const email = newAddress();
    await shop.type('E-mail', email);
    await shop.type('Password', password);
    await shop.page.getByRole('button', { name: 'Open the account' }).click();
    await shop.heading('Paid');
    await shop.sees('This order is in your account');
    const owned = await system.database.sql(
      'SELECT 1 FROM orders o JOIN account a ON a.id = o.account_id WHERE a.email = $1',
      [email],
    );
    expect(owned).toHaveLength(1);
    await shop.page.reload();
    await shop.heading('Paid');
    expect(await shop.page.getByRole('button', { name: 'Add it to yours' }).count()).toBe(0);
  });
});

describe.each([1280, 390])('at %i px', (width) => {
  test('every screen of accounts is free of serious faults, light and dark, and never wider than the window', async () => {
    const shop = await Shop.open(browser, system.apiUrl, { width });
    const faults: string[] = [];
    const look = async (screen: string): Promise<void> => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await shop.page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page: shop.page }).analyze();
        for (const { id, impact, nodes } of violations) {
          if (impact !== 'serious' && impact !== 'critical') continue;
          faults.push(
            `${screen}, ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
          );
        }
      }
      if ((await shop.overflow()) > 0) faults.push(`${screen} is too wide`);
    };
    for (const [path, heading] of [
      ['/sign-in', 'Sign in'],
      ['/register', 'Open an account'],
      ['/forgot-password', 'Forgot your password?'],
      ['/reset-password#token=x', 'Choose a new password'],
      ['/verify-email#token=x', 'Confirm your address'],
    ] as const) {
      await shop.visit(path);
      await shop.heading(heading);
      await shop.page.getByRole('main').getByRole('button').last().click();
      await look(path.slice(1).replace(/#.*/, ''));
    }
    await register(shop, newAddress());
    await look('account');
    await accountEntry(shop).click();
    await shop.page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await look('menu');
    expect(faults).toEqual([]);
  });
});
