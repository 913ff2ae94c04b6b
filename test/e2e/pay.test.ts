// Long: each way in which a payment can go on is walked in the browser.
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { fault, journal } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { cards, Shop } from './shop.js';

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem({ web: true });
  browser = await launchBrowser();
});

const orders = async (): Promise<number> => {
  const [row] = await system.database.sql<{ n: number }>('SELECT count(*)::int AS n FROM orders');
  return row?.n ?? -1;
};

test('a decline is explained, and another card pays the same order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  const [ordersBefore, authorizedBefore] = [await orders(), (await journal(system, 'authorize')).length];
  await shop.buy(cards.declined, 'Ash-glaze mug');
  await shop.sees('Your bank declined the card. You haven’t been charged.');
  expect(await shop.page.title()).toBe('✕ Card declined – Splitcart');
  await shop.fillCard(cards.noFunds);
  await shop.pay();
  await shop.sees('Your card has insufficient funds. You haven’t been charged.');
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
  expect(await orders()).toBe(ordersBefore + 1);
  expect(await journal(system, 'authorize')).toHaveLength(authorizedBefore + 1);
  expect(shop.complaints).toEqual([]);
});

test('a reload after a decline still offers to pay the same order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.declined, 'Ash-glaze mug');
  await shop.sees('Your bank declined the card. You haven’t been charged.');
  await shop.page.reload();
  await shop.sees('Your bank declined the card. You haven’t been charged.');
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
  expect(shop.complaints).toEqual([]);
});

test('3-D Secure returns to the order, which continues automatically', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.asksToConfirm, 'Ash-glaze mug');
  await shop.answerBank('Complete');
  await shop.heading('Paid');
  expect(shop.complaints).toEqual([]);
});

test('failed 3-D Secure charges nothing, and another card pays the same order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.asksToConfirm, 'Ash-glaze mug');
  await shop.answerBank('Fail');
  await shop.heading('Your card was declined');
  expect(await shop.money()).toEqual({ 'Not paid yet': '€28.90' });
  await shop.page.getByRole('link', { name: 'Try another card' }).click();
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
});

test('a shopper who closes the tab at the bank can return to it from the order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.asksToConfirm, 'Ash-glaze mug');
  await shop.page
    .getByText(/Simulated bank|Your bank needs to verify/)
    .first()
    .waitFor();
  const [order] = await system.database.sql<{ id: string }>(
    'SELECT id FROM orders ORDER BY placed_at DESC LIMIT 1',
  );
  // Without the token: this browser placed the order and remembers it.
  await shop.reopen(`/orders/${order?.id}`);
  await shop.heading('Your bank needs to verify this payment');
  await shop.answerBank('Complete');
  await shop.heading('Paid');
  expect(await shop.money()).toEqual({ Charged: '€28.90' });
});

test('the page waits for a slow PSP to create the intent, even across a reload', async () => {
  const endFault = await fault(system, {
    operation: 'payment_intents.create',
    kind: 'delay',
    delayMs: 6_000,
    times: 1,
  });
  const shop = await Shop.open(browser, system.apiUrl);
  const ordersBefore = await orders();
  await shop.buy(cards.works, 'Ash-glaze mug');
  await shop.sees('Preparing your payment…');
  await shop.page.reload();
  await shop.sees('Preparing your payment…');
  await shop.heading('Paid', 30_000);
  expect(await orders()).toBe(ordersBefore + 1);
  await endFault();
});

test('the order page waits for a slow bank', async () => {
  const slowness = { operation: 'payment_intents.confirm', kind: 'delay', delayMs: 10_000, times: 1 };
  const endFault = await fault(system, slowness);
  const shop = await Shop.open(browser, system.apiUrl);
  // No worker polls the PSP until the page has been checked.
  await system.workers.kill('SIGSTOP');
  await shop.buy(cards.works, 'Ash-glaze mug');
  await shop.heading('Contacting your bank…');
  expect(await shop.money()).toEqual({ 'Not paid yet': '€28.90' });
  await system.workers.kill('SIGCONT');
  await shop.heading('Paid', 60_000);
  await endFault();
});

test('closing the tab while the order is placed and paying again gives one order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  const ordersBefore = await orders();
  await shop.add('Ash-glaze mug');
  await shop.checkOut();
  await shop.fillContact();
  await shop.fillCard(cards.works);
  // The response is lost, as if the network failed after the request.
  await shop.page.route('**/graphql', async (route) => {
    if (!(route.request().postData() ?? '').includes('mutation PlaceOrder')) return await route.continue();
    await route.fetch();
    await route.abort();
  });
  await shop.pay();
  await waitFor(async () => (await orders()) === ordersBefore + 1, { what: 'the order at the API' });
  await shop.reopen('/checkout');
  await shop.fillContact();
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
  expect(await orders()).toBe(ordersBefore + 1);
});

test('the order page reconnects after an API restart without a reload', async () => {
  const endFault = await fault(system, {
    operation: 'payment_intents.capture',
    kind: 'delay',
    delayMs: 4_000,
    times: 1,
  });
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.works, 'Ash-glaze mug');
  await shop.heading('Order confirmed');
  await shop.page.evaluate('window.neverReloaded = true');
  await system.api.kill();
  await shop.sees('Reconnecting…');
  await system.api.start();
  await shop.heading('Paid', 30_000);
  await waitFor(async () => (await shop.page.getByText('Reconnecting…').count()) === 0, {
    what: 'the banner to disappear',
  });
  expect(await shop.page.evaluate('window.neverReloaded')).toBe(true);
  await endFault();
});
