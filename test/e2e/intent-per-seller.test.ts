import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

import { launchBrowser } from '../harness/browser.js';
import { journal } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { cards, Shop } from './shop.js';

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem({ web: true, env: { CAPTURE_STRATEGY: 'intent_per_seller' } });
  browser = await launchBrowser();
});

test('with one intent per seller the shopper sees one order, one total and one payment', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.works, 'Ash-glaze mug', 'Linen notebook');
  await shop.heading('Paid');
  expect(shop.complaints).toEqual([]);
  const authorized = await journal(system, 'authorize');
  const [order] = await system.database.sql<{ total: number }>(
    'SELECT total_minor::int AS total FROM orders',
  );
  expect(authorized).toHaveLength(2);
  expect(authorized.reduce((sum, { amount }) => sum + amount, 0)).toBe(order?.total);
});

test('a decline for one seller is shown, and another card pays the same order', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.asksToConfirm, 'Ash-glaze mug', 'Linen notebook');
  await shop.answerBank('Complete');
  await shop.heading('Your card was declined');
  await shop.page.getByRole('link', { name: 'Try another card' }).click();
  await shop.fillCard(cards.works);
  await shop.pay();
  await shop.heading('Paid');
  expect(shop.complaints).toEqual([]);
});
