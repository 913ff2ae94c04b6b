import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';

import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';

import { launchBrowser } from '../harness/browser.js';
import { pdfTexts } from '../harness/pdf-text.js';
import { fault, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { signedIn } from '../integration/identity-fixture.js';
import { picture } from './picture.js';
import { Shop } from './shop.js';

let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem({ web: true });
  browser = await launchBrowser();
});

const pathOf = ({ orderId, orderToken }: { orderId: string; orderToken: string }) =>
  `/orders/${orderId}?token=${encodeURIComponent(orderToken)}`;

const SHIP = `mutation ($input: ShipSellerOrderInput!) { shipSellerOrder(input: $input) { __typename } }`;

describe.each([1280, 390])('a shopper at %i px', (width) => {
  test('cancels an unpaid order with a reason, and sees it without a reload', async () => {
    const shopper = new Shopper(system);
    const order = await shopper.place(await shopper.fillCart({ sellers: 2 }));
    const shop = await Shop.open(browser, system.apiUrl, { width });
    await shop.visit(pathOf(order));
    await shop.heading('Waiting for your payment');
    await shop.page.getByRole('button', { name: 'Cancel order' }).click();
    const dialog = shop.page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Cancel order' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('I ordered it by mistake').check();
    await picture(shop.page, 'cancel-order', width);
    await confirm.click();
    await shop.heading('This order is canceled');
    expect(await shop.overflow()).toBe(0);
    const stored = await system.database.sql('SELECT reason FROM order_cancellation WHERE order_id = $1', [
      order.orderId,
    ]);
    expect(stored).toEqual([{ reason: 'ORDERED_BY_MISTAKE' }]);
    expect(shop.complaints).toEqual([]);
  });

  test('cancels a paid order and follows the refund', async () => {
    const order = await new Shopper(system).buy({ sellers: 2 });
    const shop = await Shop.open(browser, system.apiUrl, { width });
    const endFault = await fault(system, { operation: 'refunds.create', kind: 'fail', status: 503 });
    await shop.visit(pathOf(order));
    await shop.heading('Paid');
    await shop.page.getByRole('button', { name: 'Cancel order' }).click();
    const dialog = shop.page.getByRole('dialog');
    await dialog.getByText('You’ll get a full refund to your card').waitFor();
    await dialog.getByLabel('It takes too long').check();
    await dialog.getByRole('button', { name: 'Cancel order' }).click();
    await shop.heading('This order is canceled');
    await shop.page
      .getByText(/We’re refunding €/)
      .first()
      .waitFor();
    expect(await shop.page.getByRole('button', { name: 'Cancel order' }).count()).toBe(0);
    await endFault();
    await shop.sees('We’ve refunded everything you were charged');
    expect(await shop.overflow()).toBe(0);
    expect(shop.complaints).toEqual([]);
  });

  test('sees shipped parcels with tracking numbers, downloads the receipt and confirms a delivery', async () => {
    const order = await new Shopper(system).buy({ sellers: 10 });
    const shop = await Shop.open(browser, system.apiUrl, { width });
    await shop.visit(pathOf(order));
    await shop.sees('Kiln & Clay');
    const [part] = await system.database.sql<{ id: string }>(
      `SELECT so.id FROM seller_order so JOIN seller s ON s.id = so.seller_id WHERE so.order_id = $1 AND s.slug = 'kiln-and-clay'`,
      [order.orderId],
    );
    const seller = await signedIn(system, 'kiln@splitcart.example', 'demo-kiln-2026');
    const parcel = { sellerOrderId: part?.id, carrier: 'DHL', trackingNumber: '00340434161094042557' };
    await seller.result(SHIP, { input: { ...parcel, idempotencyKey: randomUUID() } });
    const link = shop.page.getByRole('link', { name: '00340434161094042557' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toContain('tracking-id=00340434161094042557');
    await picture(shop.page, 'order-shipped', width);
    const download = shop.page.waitForEvent('download');
    await shop.page.getByRole('button', { name: 'Download receipt' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`receipt-${order.orderNumber}.pdf`);
    expect(pdfTexts(await readFile(await file.path()))).toContain(`Order ${order.orderNumber}`);
    await shop.page.getByRole('button', { name: 'My parcel has arrived, Kiln & Clay' }).click();
    const delivered = shop.page
      .getByRole('region', { name: 'Kiln & Clay' })
      .locator('[data-step="settled"]')
      .first();
    await delivered.getByText('Delivered').waitFor();
    expect(await delivered.locator('time').count()).toBe(1);
    expect(await shop.page.getByRole('button', { name: /has arrived/ }).count()).toBe(0);
    expect(await shop.overflow()).toBe(0);
    expect(shop.complaints).toEqual([]);
  });
});
