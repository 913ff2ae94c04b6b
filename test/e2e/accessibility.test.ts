// Long: every screen is checked in light and dark, at two widths.
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

/** Visits every screen and runs `check` on each. */
async function visitScreens(shop: Shop, check: (screen: string) => Promise<void>): Promise<void> {
  const { page } = shop;
  await page.getByRole('article').first().waitFor();
  await check('storefront');
  await shop.type('Search items', 'zeppelin');
  await shop.sees('No results for');
  await check('no results');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await page.getByRole('link', { name: 'Linen notebook' }).click();
  await page.getByRole('button', { name: 'Add to cart' }).waitFor();
  await check('item');
  await page.getByRole('main').getByRole('link', { name: 'Folio & Thread' }).first().click();
  await page.getByRole('article').first().waitFor();
  await check('seller');
  await shop.visit('/cart');
  await shop.sees('Your cart is empty');
  await check('empty cart');
  await shop.visit('/');
  await shop.add('Ash-glaze mug', 'Linen notebook');
  await page.getByRole('button', { name: /^Cart/ }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Checkout' }).waitFor();
  await check('cart drawer');
  await page.getByRole('dialog').getByRole('link', { name: 'View cart' }).click();
  await shop.heading('Your cart');
  await check('cart');
  await page.getByRole('link', { name: 'Checkout' }).click();
  await page.getByLabel('Card number').waitFor();
  await page.getByText('Test cards').click();
  await shop.pay();
  await shop.sees('Enter your email address.');
  await check('checkout with errors');
  await shop.fillContact();
  await shop.fillCard(cards.declined);
  await shop.pay();
  await shop.sees('Your bank declined the card.');
  await check('declined');
  await shop.visit(new URL(page.url()).pathname.replace('/pay', ''));
  await shop.heading('Your card was declined');
  await check('unpaid order');
  await page.getByRole('link', { name: 'Try another card' }).click();
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
  await check('paid order');
  await page.getByRole('link', { name: 'Orders' }).click();
  await page.getByRole('main').getByRole('listitem').getByText('Paid').waitFor();
  await check('orders');
  await shop.visit('/nowhere');
  await shop.heading('Page not found');
  await check('page not found');
}

describe.each([1280, 390])('at %i px', (width) => {
  test('every screen, light and dark, has no serious violation and no horizontal scroll', async () => {
    const shop = await Shop.open(browser, system.apiUrl, { width });
    const violations: string[] = [];
    let screens = 0;
    await visitScreens(shop, async (screen) => {
      screens += 1;
      for (const colorScheme of ['dark', 'light'] as const) {
        await shop.page.emulateMedia({ colorScheme });
        violations.push(
          ...(await seriousViolations(shop)).map((found) => `${screen}, ${colorScheme}: ${found}`),
        );
      }
      const overflow = await shop.overflow();
      if (overflow > 0) violations.push(`${screen}: ${overflow} px too wide`);
    });
    expect(violations).toEqual([]);
    expect(screens).toBe(13);
  });
});

async function seriousViolations(shop: Shop): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: shop.page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

/** Presses Tab until the element with this role and name has focus; the focus must be visible. */
async function tabTo(shop: Shop, role: 'button' | 'link' | 'textbox', name: string): Promise<void> {
  const target = shop.page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 80; presses += 1) {
    await shop.page.keyboard.press('Tab');
    const isFocused = await target.evaluateAll((found) => found.some((element) => element.matches(':focus')));
    if (isFocused) {
      const outline = await shop.page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      if (outline === 'none') throw new Error(`The focus on the ${role} "${name}" is not visible`);
      return;
    }
  }
  throw new Error(`The keyboard does not reach the ${role} "${name}"`);
}

test('a shopper can order and pay by keyboard alone', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  const { keyboard } = shop.page;
  await shop.page.getByRole('article').first().waitFor();
  await tabTo(shop, 'button', 'Add Ash-glaze mug to cart');
  await keyboard.press('Enter');
  await shop.sees('Ash-glaze mug is in your cart.');
  await shop.visit('/cart');
  await shop.heading('Your cart');
  await tabTo(shop, 'link', 'Checkout');
  await keyboard.press('Enter');
  await shop.page.getByLabel('Card number').waitFor();
  const fields = [
    ['Email', 'ada@example.com'],
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
  expect(await shop.money()).toEqual({ Charged: '€28.90' });
});
