import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { cards, Shop } from './shop.js';

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem({ web: true, workers: false });
  browser = await launchBrowser();
});

const password = 'a long enough password';

const inCart = (shop: Shop, text: string) =>
  shop.page.getByRole('button', { name: new RegExp(`^Cart.*${text}`) }).waitFor();

test('a guest’s cart is merged on sign-in, is the same on every device, and is ordered by the account', async () => {
  const email = `ada-${randomBytes(6).toString('hex')}@example.com`;
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.add('Ash-glaze mug');
  await shop.visit('/register');
  await shop.type('Name', 'Ada Lovelace');
  await shop.type('Email', email);
  await shop.type('Password', password);
  await shop.page.getByRole('button', { name: 'Create account' }).click();
  await shop.heading('Your account');
  await shop.visit('/');
  await inCart(shop, '1 item');

  const phone = await Shop.open(browser, system.apiUrl, { width: 390 });
  await phone.add('Ash-glaze mug');
  await phone.visit('/sign-in');
  await phone.type('Email', email);
  await phone.type('Password', password);
  await phone.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await phone.page.waitForURL((url) => url.pathname !== '/sign-in');
  await phone.visit('/');
  await inCart(phone, '2 items');
  await shop.page.reload();
  await inCart(shop, '2 items');

  await shop.checkOut();
  await shop.fillContact();
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Order confirmed');
  await phone.visit('/orders');
  await phone.page.getByRole('main').getByRole('listitem').first().waitFor();
  await phone.visit('/');
  await inCart(phone, '0 items');

  await shop.visit('/');
  await shop.add('Ash-glaze mug');
  await inCart(shop, '1 item');
  expect([...shop.complaints, ...phone.complaints]).toEqual([]);
});

test('a browser keeps nothing of an account’s cart after sign-out', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.visit('/register');
  await shop.type('Name', 'Ada Lovelace');
  await shop.type('Email', `ada-${randomBytes(6).toString('hex')}@example.com`);
  await shop.type('Password', password);
  await shop.page.getByRole('button', { name: 'Create account' }).click();
  await shop.heading('Your account');
  await shop.visit('/');
  await shop.add('Ash-glaze mug');
  await inCart(shop, '1 item');
  await shop.page.getByRole('button', { name: /, your account$/ }).click();
  await shop.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await inCart(shop, '0 items');
  expect(shop.complaints).toEqual([]);
});
