import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { cards, Shop } from './shop.js';

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem({ web: true });
  browser = await launchBrowser();
});

/** Walks through every screen and stops at each. */
async function walk(shop: Shop, stop: (screen: string) => Promise<void>): Promise<void> {
  const { page } = shop;
  await page.getByRole('article').first().waitFor();
  await stop('storefront');
  await shop.type('Search all sellers', 'zeppelin');
  await shop.sees('Nothing found for');
  await stop('nothing found');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByRole('link', { name: 'Linen notebook' }).click();
  await page.getByRole('button', { name: 'Add to cart' }).waitFor();
  await stop('item');
  await page.getByRole('main').getByRole('link', { name: 'Folio & Thread' }).first().click();
  await page.getByRole('article').first().waitFor();
  await stop('seller');
  await shop.visit('/cart');
  await shop.sees('Your cart is empty');
  await stop('empty cart');
  await shop.visit('/');
  await shop.add('Ash-glaze mug', 'Linen notebook');
  await page.getByRole('button', { name: /^Cart/ }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Check out' }).waitFor();
  await stop('cart drawer');
  await page.getByRole('dialog').getByRole('link', { name: 'View cart' }).click();
  await shop.heading('Your cart');
  await stop('cart');
  await page.getByRole('link', { name: 'Check out' }).click();
  await page.getByLabel('Card number').waitFor();
  await page.getByText('Test cards').click();
  await shop.pay();
  await shop.sees('Enter your e-mail address.');
  await stop('checkout with errors');
  await shop.fillContact();
  await shop.fillCard(cards.declined);
  await shop.pay();
  await shop.sees('Your bank declined the card.');
  await stop('declined');
  await shop.visit(new URL(page.url()).pathname.replace('/pay', ''));
  await shop.heading('The card was declined');
  await stop('order that is not paid');
  await page.getByRole('link', { name: 'Try another card' }).click();
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
  await stop('order that is paid');
  await page.getByRole('link', { name: 'Orders' }).click();
  await page.getByRole('main').getByRole('listitem').getByText('Paid').waitFor();
  await stop('orders');
  await shop.visit('/nowhere');
  await shop.heading('There is no page here');
  await stop('no such page');
}

describe.each([1280, 390])('at %i px', (width) => {
  test('every screen, light and dark, is free of serious faults and never wider than the window', async () => {
    const shop = await Shop.open(browser, system.apiUrl, { width });
    const faults: string[] = [];
    let screens = 0;
    await walk(shop, async (screen) => {
      screens += 1;
      for (const colorScheme of ['dark', 'light'] as const) {
        await shop.page.emulateMedia({ colorScheme });
        faults.push(...(await graveFaults(shop)).map((fault) => `${screen}, ${colorScheme}: ${fault}`));
      }
      const overflow = await shop.overflow();
      if (overflow > 0) faults.push(`${screen}: ${overflow} px too wide`);
    });
    expect(faults).toEqual([]);
    expect(screens).toBe(13);
  });
});

async function graveFaults(shop: Shop): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: shop.page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

/** Presses Tab until the element with this role and name has the focus, which must be visible. */
async function tabTo(shop: Shop, role: 'button' | 'link' | 'textbox', name: string): Promise<void> {
  const wanted = shop.page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 80; presses += 1) {
    await shop.page.keyboard.press('Tab');
    const isThere = await wanted.evaluateAll((found) => found.some((element) => element.matches(':focus')));
    if (isThere) {
      const outline = await shop.page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      if (outline === 'none') throw new Error(`The focus on the ${role} "${name}" cannot be seen`);
      return;
    }
  }
  throw new Error(`The keyboard does not reach the ${role} "${name}"`);
}

test('everything from the first page to the paid order can be done by keyboard', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  const { keyboard } = shop.page;
  await shop.page.getByRole('article').first().waitFor();
  await tabTo(shop, 'button', 'Add Ash-glaze mug to the cart');
  await keyboard.press('Enter');
  await shop.sees('Ash-glaze mug is in your cart.');
  await shop.visit('/cart');
  await shop.heading('Your cart');
  await tabTo(shop, 'link', 'Check out');
  await keyboard.press('Enter');
  await shop.page.getByLabel('Card number').waitFor();
  const fields = [
    ['E-mail', 'ada@example.com'],
    ['Full name', 'Ada Lovelace'],
    ['Street and number', 'Friedrichstr. 12'],
    ['Postal code', '10117'],
    ['City', 'Berlin'],
    ['Card number', cards.works],
    ['Expiry', '1234'],
    ['Security code', '123'],
  ] as const;
  for (const [label, value] of fields) {
    await tabTo(shop, 'textbox', label);
    await keyboard.type(value);
  }
  await tabTo(shop, 'button', 'Pay €28.90');
  await keyboard.press('Space');
  await shop.heading('Paid');
  expect(await shop.money()).toEqual({ Captured: '€28.90' });
});
