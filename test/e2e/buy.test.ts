import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { fault, journal } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { picture } from './picture.js';
import { cards, Shop } from './shop.js';

const BASKET = ['Ash-glaze mug', 'Linen notebook', 'Monstera deliciosa'];
const SELLERS = ['Kiln & Clay', 'Folio & Thread', 'Fern & Moss'];

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem({ web: true });
  browser = await launchBrowser();
});

describe.each([1280, 390])('a guest at %i px', (width) => {
  test('buys from three sellers and sees each capture without a reload', async () => {
    const capturesBefore = (await journal(system, 'capture')).length;
    // One seller's capture fails until the fault ends, so the page stays between the captures.
    const endFault = await fault(system, {
      operation: 'payment_intents.capture',
      kind: 'fail',
      match: { amount: 5_190 },
    });
    const shop = await Shop.open(browser, system.apiUrl, { width });
    await picture(shop.page, 'storefront', width);
    await shop.add(...BASKET);
    await shop.checkOut();
    await shop.fillContact();
    await shop.fillCard(cards.works);
    await picture(shop.page, 'checkout', width);
    expect(await shop.overflow()).toBe(0);
    await shop.pay();
    await shop.heading('Order confirmed');
    // A marker that a reload would clear.
    await shop.page.evaluate('window.neverReloaded = true');
    const partly = await waitFor(
      async () => (/2 of 3 charged/.test(await shop.page.title()) ? shop.money() : null),
      {
        what: 'a tab title with two captures',
      },
    );
    expect(partly).toEqual({ Charged: '€50.90', 'Not charged yet': '€51.90' });
    expect((await shop.rails())['Fern & Moss']).toContain('captured active');
    await picture(shop.page, 'live-status', width);
    await endFault();
    await shop.heading('Paid', 60_000);
    expect(await shop.page.title()).toBe('✓ Paid – Splitcart');
    expect(await shop.page.evaluate('window.neverReloaded')).toBe(true);
    expect(await shop.money()).toEqual({ Charged: '€102.80' });
    const captured = ['authorized done', 'captured done', 'shipped active', 'settled todo'];
    expect(await shop.rails()).toEqual(Object.fromEntries(SELLERS.map((name) => [name, captured])));
    expect(await shop.page.getByRole('log').innerText()).toContain('charged');
    expect(await shop.overflow()).toBe(0);
    expect((await journal(system, 'capture')).length - capturesBefore).toBe(3);
    expect(shop.complaints).toEqual([]);
  });
});

test('an order’s link works in another browser, but not without its token', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.works, 'Ash-glaze mug');
  await shop.heading('Paid');
  const url = new URL(shop.page.url());
  const other = await Shop.open(browser, system.apiUrl);
  await other.visit(`${url.pathname}${url.search}`);
  await other.heading('Paid');
  await other.visit(url.pathname.replace(/.$/, '0'));
  await other.sees('We couldn’t find this order');
  const stranger = await Shop.open(browser, system.apiUrl);
  await stranger.visit(url.pathname);
  await stranger.sees('We couldn’t find this order');
  expect(await stranger.page.getByText('Ash-glaze mug').count()).toBe(0);
});

test('a price that rises during checkout is shown and must be accepted', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.add('Pour-over dripper');
  await shop.checkOut();
  await shop.fillContact();
  await shop.fillCard(cards.works);
  await system.database.sql(
    "UPDATE item SET price_minor = price_minor + 200, version = version + 1 WHERE sku = 'KC-DRP-03'",
  );
  await shop.pay();
  await shop.sees('Pour-over dripper is now €34.00 (was €32.00).');
  await shop.page.getByRole('button', { name: 'Accept and pay €38.90' }).click();
  await shop.heading('Paid');
  expect(await shop.money()).toEqual({ Charged: '€38.90' });
});

test('an item that sells out during checkout can be removed there', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.add('Snake plant', 'Linen notebook');
  await system.database.sql(
    "UPDATE stock SET on_hand = reserved WHERE item_id = (SELECT id FROM item WHERE sku = 'FM-SNK-02')",
  );
  await shop.checkOut();
  await shop.sees('Snake plant has sold out.');
  await shop.page.getByRole('button', { name: 'Remove', exact: true }).click();
  await shop.fillContact();
  await shop.fillCard(cards.works);
  await shop.page.getByRole('button', { name: 'Pay €22.00' }).click();
  await shop.heading('Paid');
  expect(await shop.money()).toEqual({ Charged: '€22.00' });
});
