import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { Device } from '../harness/device.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { cards, Shop } from './shop.js';

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem({ web: true, workers: false });
  browser = await launchBrowser();
});

const ADD = `mutation ($itemId: ID!) { addCartLine(input: { itemId: $itemId, quantity: 1 }) { ... on CartChanged { cart { quote { version } } } } }`;
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ... on PlaceOrderSuccess { orderId orderNumber } } }`;
const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) { ... on SignInSuccess { accessToken } } }`;

/** A signed-in account with this many orders. */
async function customer(orders: number): Promise<{ device: Device; numbers: string[] }> {
  const device = new Device(system.apiUrl);
  const account = {
    email: `${randomUUID()}@example.com`,
    password: 'a long enough password',
    displayName: 'Pat',
  };
  await device.result(REGISTER, { input: account });
  const [item] = await system.database.sql<{ item_id: string }>(
    'SELECT item_id FROM stock WHERE on_hand > 1000 ORDER BY item_id LIMIT 1',
  );
  const numbers: string[] = [];
  for (let nth = 1; nth <= orders; nth += 1) {
    const { cart } = (await device.result(ADD, { itemId: item?.item_id })) as {
      cart: { quote: { version: string } };
    };
    const input = {
      quoteVersion: cart.quote.version,
      email: account.email,
      shipTo: { name: 'Pat', line1: 'Lane 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
      idempotencyKey: randomUUID(),
    };
    numbers.unshift(String((await device.result(PLACE, { input }))['orderNumber']));
  }
  return { device, numbers };
}

const rows = (shop: Shop) => shop.page.getByRole('main').getByRole('listitem');
const listed = async (shop: Shop): Promise<string[]> =>
  await rows(shop)
    .getByText(/^\w{4}-\w{4}$/)
    .allInnerTexts();

test('a guest sees the orders of this browser and requests the link of another order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.works, 'Ash-glaze mug');
  await shop.heading('Order confirmed');
  await shop.page.getByRole('link', { name: 'Orders' }).click();
  await shop.sees('Guest orders from this browser.');
  await rows(shop).getByText('Confirmed').waitFor();
  await rows(shop).getByRole('link').click();
  await shop.heading('Order confirmed');

  const elsewhere = await Shop.open(browser, system.apiUrl, { width: 390 });
  await elsewhere.visit('/orders');
  await elsewhere.sees('No orders in this browser.');
  await elsewhere.type('Order number', 'k7q2');
  await elsewhere.type('Email', 'ada@example.com');
  await elsewhere.page.getByRole('button', { name: 'Email me the link' }).click();
  await elsewhere.sees('Enter the 8-character order number');
  await elsewhere.type('Order number', 'k7q2 m4xd');
  await elsewhere.page.getByRole('button', { name: 'Email me the link' }).click();
  await elsewhere.sees('If the order exists, its link is on the way.');
  expect(await elsewhere.overflow()).toBe(0);
  expect([...shop.complaints, ...elsewhere.complaints]).toEqual([]);
});

test.each([390, 1280])('an account sees its orders at %i px and filters them in the URL', async (width) => {
  const { device, numbers } = await customer(22);
  const shop = await Shop.open(browser, system.apiUrl, { width });
  const [name = '', value = ''] = device.cookie.split('=');
  await shop.context.addCookies([{ name, value, url: system.apiUrl }]);
  await shop.page.evaluate(`localStorage.setItem('splitcart.signed-in', 'true')`);
  await shop.visit('/orders');
  await shop.page.getByText(numbers[19] ?? '').waitFor();
  await expect.poll(() => rows(shop).count()).toBe(20);
  await shop.page.getByRole('button', { name: 'Show older orders' }).click();
  await shop.page.getByText(numbers[21] ?? '').waitFor();
  await expect.poll(() => listed(shop)).toEqual(numbers);
  expect(await shop.overflow()).toBe(0);

  const [newest = ''] = numbers;
  await shop.type('Order number', newest.toLowerCase().replace('-', ''));
  await shop.page.getByText(numbers[1] ?? '').waitFor({ state: 'detached' });
  await expect.poll(() => listed(shop)).toEqual([newest]);
  await shop.page.reload();
  await shop.page.getByText(newest).waitFor();
  expect(new URL(shop.page.url()).searchParams.get('number')).toBe(newest.toLowerCase().replace('-', ''));
  await shop.page.getByLabel('Status').selectOption('COMPLETED');
  await shop.sees('No matching orders');
  await shop.page.getByLabel('Status').selectOption('');
  await rows(shop).getByRole('link').click();
  await shop.heading('Waiting for your payment');
});
