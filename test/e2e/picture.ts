/// <reference types="vite/client" />
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Ordinary runs leave the pictures of the documentation as they are: `vitest run --project e2e --mode pictures` renews them. */
const isRenewing = import.meta.env.MODE === 'pictures';

const folder = join(import.meta.dirname, '../../docs/images');

/** Takes the picture of a screen, to its end, for the documentation when the run asks for it. */
export async function picture(page: Page, name: string, width: number): Promise<void> {
  if (!isRenewing) return;
  await page.evaluate('document.activeElement?.blur(), window.scrollTo(0, 0)');
  // A shop window is what fits into the window; a form or an order is read to its end.
  const fullPage = name === 'checkout' || name === 'live-status';
  await page.screenshot({ path: join(folder, `${name}-${width}.png`), animations: 'disabled', fullPage });
}
