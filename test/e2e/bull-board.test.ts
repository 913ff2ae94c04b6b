import { beforeAll, expect, test } from 'vitest';
import { demoStaff } from '../../tools/seed/demo-staff.js';
import { launchBrowser } from '../harness/browser.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { picture } from './picture.js';
import { cards, Shop } from './shop.js';

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem({ web: true });
});

test('operators see an order’s captures in Bull Board after signing in', async () => {
  const shop = await Shop.open(await launchBrowser(), system.apiUrl);
  await shop.buy(cards.works, 'Ash-glaze mug', 'Linen notebook', 'Monstera deliciosa');
  await shop.heading('Paid');
  await shop.visit('/ops/queues');
  const ops = demoStaff.find(({ role }) => role === 'OPS');
  await shop.type('Email', ops?.email ?? '');
  await shop.type('Password', ops?.password ?? '');
  await shop.page.getByRole('button', { name: 'Sign in' }).click();
  await shop.page.getByRole('link', { name: 'capture' }).first().click();
  await shop.page.getByRole('link', { name: /completed/i }).click();
  await shop.sees('SUCCEEDED');
  await picture(shop.page, 'bull-board', 1280);
  expect(await shop.page.getByText('"SUCCEEDED"').count()).toBe(3);
});
