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
  test('buys from three sellers and watches each of them being paid, without a reload', async () => {
    const capturesBefore = (await journal(system, 'capture')).length;
    // One seller's capture fails until it is mended, so the page stays between the captures.
    const mend = await fault(system, {
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
    await shop.heading('Payment confirmed');
    // A mark that a reload would wipe.
    await shop.page.evaluate('window.neverReloaded = true');
    const partly = await waitFor(
      async () => (/2 of 3 captured/.test(await shop.page.title()) ? shop.money() : null),
      {
        what: 'a tab that tells of two captures',
      },
    );
    expect(partly).toEqual({ Captured: '€50.90', Held: '€51.90' });
    expect((await shop.rails())['Fern & Moss']).toContain('captured active');
    await picture(shop.page, 'live-status', width);
    await mend();
    await shop.heading('Paid', 60_000);
    expect(await shop.page.title()).toBe('✓ Paid – Splitcart');
    expect(await shop.page.evaluate('window.neverReloaded')).toBe(true);
    expect(await shop.money()).toEqual({ Captured: '€102.80' });
    const captured = ['authorized done', 'captured done', 'shipped active', 'settled todo'];
    expect(await shop.rails()).toEqual(Object.fromEntries(SELLERS.map((name) => [name, captured])));
    expect(await shop.page.getByRole('log').innerText()).toContain('captured');
    expect(await shop.overflow()).toBe(0);
    expect((await journal(system, 'capture')).length - capturesBefore).toBe(3);
    expect(shop.complaints).toEqual([]);
  });
});

test('the link of an order shows it in another browser, and not without its token', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.buy(cards.works, 'Ash-glaze mug');
  await shop.heading('Paid');
  const url = new URL(shop.page.url());
  const other = await Shop.open(browser, system.apiUrl);
  await other.visit(`${url.pathname}${url.search}`);
  await other.heading('Paid');
  await other.visit(url.pathname.replace(/.$/, '0'));
  await other.sees('This order is not here');
  const stranger = await Shop.open(browser, system.apiUrl);
  await stranger.visit(url.pathname);
  await stranger.sees('This order is not here');
  expect(await stranger.page.getByText('Ash-glaze mug').count()).toBe(0);
});

test('a price that rose while checking out is shown and has to be accepted', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.add('Pour-over dripper');
  await shop.checkOut();
  await shop.fillContact();
  await shop.fillCard(cards.works);
  await system.database.sql(
    "UPDATE item SET price_minor = price_minor + 200, version = version + 1 WHERE sku = 'KC-DRP-03'",
  );
  await shop.pay();
  await shop.sees('Pour-over dripper costs €34.00 now, it was €32.00.');
  await shop.page.getByRole('button', { name: 'Accept the changes and pay €38.90' }).click();
  await shop.heading('Paid');
  expect(await shop.money()).toEqual({ Captured: '€38.90' });
});

test('an item that sold out meanwhile can be taken out of the cart on the spot', async () => {
  const shop = await Shop.open(browser, system.apiUrl);
  await shop.add('Snake plant', 'Linen notebook');
  await system.database.sql(
    "UPDATE stock SET on_hand = reserved WHERE item_id = (SELECT id FROM item WHERE sku = 'FM-SNK-02')",
  );
  await shop.checkOut();
  await shop.sees('Snake plant has just sold out.');
  await shop.page.getByRole('button', { name: 'Remove it' }).click();
  await shop.fillContact();
  await shop.fillCard(cards.works);
  await shop.page.getByRole('button', { name: 'Pay €22.00' }).click();
  await shop.heading('Paid');
  expect(await shop.money()).toEqual({ Captured: '€22.00' });
});
