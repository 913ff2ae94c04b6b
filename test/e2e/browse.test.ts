import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { cards, Shop } from './shop.js';

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem({ web: true, workers: false });
  browser = await launchBrowser();
});

const itemNames = async (shop: Shop): Promise<string[]> =>
  await shop.page.getByRole('article').getByRole('heading').allInnerTexts();

const untilNames = async (
  shop: Shop,
  what: string,
  matches: (names: string[]) => boolean,
): Promise<string[]> =>
  await waitFor(
    async () => {
      const names = await itemNames(shop);
      return matches(names) ? names : null;
    },
    { what },
  );

test('items are shown page by page to the last one, which is sold out', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await untilNames(shop, 'the first page', (names) => names.length === 12);
  await shop.page.getByRole('button', { name: 'Show more' }).click();
  const names = await untilNames(shop, 'all items', (found) => found.length === 24);
  expect(new Set(names).size).toBe(24);
  expect(await shop.page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  expect(await shop.page.getByRole('button', { name: 'Add Olive tree to cart' }).isDisabled()).toBe(true);
  expect(shop.complaints).toEqual([]);
});

test('every item has its own picture, and it exists', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.page.getByRole('button', { name: 'Show more' }).click();
  await untilNames(shop, 'all items', (names) => names.length === 24);
  const pictures = await shop.page.getByRole('article').locator('img.picture').all();
  const sources = await Promise.all(
    pictures.map(async (picture) => (await picture.getAttribute('src')) ?? ''),
  );
  expect(new Set(sources).size).toBe(24);
  for (const source of sources) {
    const response = await fetch(`${system.apiUrl}${source}`);
    expect([source, response.headers.get('content-type')]).toEqual([
      source,
      expect.stringContaining('image/svg+xml'),
    ]);
  }
});

test('search and seller filter the items, are in the URL, and follow the browser’s Back button', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await untilNames(shop, 'the first page', (names) => names.length === 12);
  await shop.page.getByRole('link', { name: 'Northlight', exact: true }).click();
  await untilNames(shop, 'one seller', (names) => names.length === 6 && names.includes('Kitchen radio'));
  await shop.type('Search items', 'lamp');
  await untilNames(
    shop,
    'the lamps',
    (names) => names.length > 0 && names.every((name) => name.includes('lamp')),
  );
  expect(new URL(shop.page.url()).search).toMatch(/q=lamp&seller=sel_/);
  await shop.page.goBack();
  await untilNames(shop, 'the first page again', (names) => names.length === 12);
  expect(await shop.page.getByLabel('Search items').inputValue()).toBe('');
});

test('no more than the available stock can be added to the cart', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.type('Search items', 'pothos');
  await shop.sees('Only 3 left');
  for (let units = 0; units < 3; units += 1) await shop.add('Trailing pothos');
  await shop.page.getByRole('button', { name: 'Add Trailing pothos to cart' }).click();
  await waitFor(
    async () => (await shop.page.locator('[data-compact]').filter({ hasText: /\S/ }).count()) > 0,
    {
      what: 'the reason',
    },
  );
  await shop.visit('/cart');
  await shop.sees('€84.90');
  expect(await shop.page.getByRole('group', { name: 'Quantity of Trailing pothos' }).innerText()).toContain(
    '3',
  );
  expect(await shop.page.getByRole('button', { name: 'Increase quantity' }).isDisabled()).toBe(true);
});

test('a late stale response does not remove an item from the cart', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  const [read, shown] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isFirst = true;
  await shop.page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? '';
    if (body.includes('mutation AddCartLine')) await read.promise;
    if (!isFirst || !body.includes('query CartByToken')) return await route.continue();
    isFirst = false;
    const response = await route.fetch();
    read.resolve();
    await shown.promise;
    await route.fulfill({ response });
  });
  await shop.add('Ash-glaze mug');
  const secondQuery = shop.page.waitForRequest((request) =>
    /query CartByToken/.test(request.postData() ?? ''),
  );
  shown.resolve();
  await (await secondQuery).response();
  await shop.checkOut();
  expect(shop.complaints).toEqual([]);
});

test('two items added at the same time are both in the cart', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  const add = (name: string) => shop.page.getByRole('button', { name: `Add ${name} to cart` });
  await add('Ash-glaze mug').waitFor();
  await shop.page.evaluate(
    `for (const name of ['Ash-glaze mug', 'Linen notebook']) document.querySelector(\`[aria-label="Add \${name} to cart"]\`).click()`,
  );
  await shop.page.getByRole('button', { name: /^Cart.*2 items/ }).waitFor();
  expect(shop.complaints).toEqual([]);
});

test('typed values survive being offline and a reload', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.add('Ash-glaze mug');
  await shop.checkOut();
  await shop.fillContact();
  await shop.context.setOffline(true);
  await shop.sees('You’re offline. We’ve kept what you typed');
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.sees('You haven’t been charged; try again in a moment.');
  await shop.context.setOffline(false);
  await shop.page.reload();
  await shop.page.getByLabel('Card number').waitFor();
  expect(await shop.page.getByLabel('Street and number').inputValue()).toBe('Friedrichstr. 12');
  expect(await shop.page.getByLabel('Card number').inputValue()).toBe('');
});
