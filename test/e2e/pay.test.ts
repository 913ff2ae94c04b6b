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

test('a declined card is told in words, and another card pays the same order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  const [ordersBefore, heldBefore] = [await orders(), (await journal(system, 'authorize')).length];
  await shop.buy(cards.declined, 'Ash-glaze mug');
  await shop.sees('Your bank declined the card. Nothing was charged.');
  expect(await shop.page.title()).toBe('✕ Card declined – Splitcart');
  await shop.fillCard(cards.noFunds);
  await shop.pay();
  await shop.sees('The card has not enough funds. Nothing was charged.');
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
  expect(await orders()).toBe(ordersBefore + 1);
  expect(await journal(system, 'authorize')).toHaveLength(heldBefore + 1);
  expect(shop.complaints).toEqual([]);
});

test('a reload after a decline still offers to pay the same order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.declined, 'Ash-glaze mug');
  await shop.sees('Your bank declined the card. Nothing was charged.');
  await shop.page.reload();
  await shop.sees('Your bank declined the card. Nothing was charged.');
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
  expect(shop.complaints).toEqual([]);
});

test('confirming with the bank leads back to the order, which goes on by itself', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.asksToConfirm, 'Ash-glaze mug');
  await shop.answerBank('Complete');
  await shop.heading('Paid');
  expect(shop.complaints).toEqual([]);
});

test('a failed confirmation charges nothing and another card pays the same order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.asksToConfirm, 'Ash-glaze mug');
  await shop.answerBank('Fail');
  await shop.heading('The card was declined');
  expect(await shop.money()).toEqual({ 'Not paid yet': '€28.90' });
  await shop.page.getByRole('link', { name: 'Try another card' }).click();
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
});

test('who closes the tab at the bank finds the way back to it from the order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.asksToConfirm, 'Ash-glaze mug');
  await shop.page
    .getByText(/Simulated bank|Your bank wants to confirm/)
    .first()
    .waitFor();
  const [order] = await system.database.sql<{ id: string }>(
    'SELECT id FROM orders ORDER BY placed_at DESC LIMIT 1',
  );
  // Without the token: this browser placed the order and remembers it.
  await shop.reopen(`/orders/${order?.id}`);
  await shop.heading('Your bank wants to confirm that it is you');
  await shop.answerBank('Complete');
  await shop.heading('Paid');
  expect(await shop.money()).toEqual({ Captured: '€28.90' });
});

test('a provider that is slow to prepare the payment is waited for, also over a reload', async () => {
  const mend = await fault(system, {
    operation: 'payment_intents.create',
    kind: 'delay',
    delayMs: 6_000,
    times: 1,
  });
  const shop = await Shop.open(browser, system.apiUrl);
  const ordersBefore = await orders();
  await shop.buy(cards.works, 'Ash-glaze mug');
  await shop.sees('Preparing the payment…');
  await shop.page.reload();
  await shop.sees('Preparing the payment…');
  await shop.heading('Paid', 30_000);
  expect(await orders()).toBe(ordersBefore + 1);
  await mend();
});

test('a bank that is slow to answer is waited for on the page of the order', async () => {
  const slowness = { operation: 'payment_intents.confirm', kind: 'delay', delayMs: 10_000, times: 1 };
  const mend = await fault(system, slowness);
  const shop = await Shop.open(browser, system.apiUrl);
  // Nobody asks the bank again until the page has been looked at.
  await system.workers.kill('SIGSTOP');
  await shop.buy(cards.works, 'Ash-glaze mug');
  await shop.heading('Asking your bank…');
  expect(await shop.money()).toEqual({ 'Not paid yet': '€28.90' });
  await system.workers.kill('SIGCONT');
  await shop.heading('Paid', 60_000);
  await mend();
});

test('a tab closed while the order is being placed leads to one order, whatever is pressed afterwards', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  const ordersBefore = await orders();
  await shop.add('Ash-glaze mug');
  await shop.checkOut();
  await shop.fillContact();
  await shop.fillCard(cards.works);
  // The answer never arrives, as if the network had gone after the request.
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

test('an api that restarts while an order is watched is found again without a reload', async () => {
  const mend = await fault(system, {
    operation: 'payment_intents.capture',
    kind: 'delay',
    delayMs: 4_000,
    times: 1,
  });
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.works, 'Ash-glaze mug');
  await shop.heading('Payment confirmed');
  await shop.page.evaluate('window.neverReloaded = true');
  await system.api.kill();
  await shop.sees('Reconnecting…');
  await system.api.start();
  await shop.heading('Paid', 30_000);
  await waitFor(async () => (await shop.page.getByText('Reconnecting…').count()) === 0, {
    what: 'the banner to go',
  });
  expect(await shop.page.evaluate('window.neverReloaded')).toBe(true);
  await mend();
});
