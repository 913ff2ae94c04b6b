/// <reference types="vite/client" />
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Screenshots for the docs are only updated by `vitest run --project e2e --mode pictures`. */
const isUpdating = import.meta.env.MODE === 'pictures';

const folder = join(import.meta.dirname, '../../docs/images');

/** Takes a screenshot for the docs, in picture mode only. */
export async function picture(page: Page, name: string, width: number): Promise<void> {
  if (!isUpdating) return;
  await page.evaluate('document.activeElement?.blur(), window.scrollTo(0, 0)');
  // Forms and orders are captured in full, other screens as they fit the window.
  const fullPage = name === 'checkout' || name === 'live-status';
  await page.screenshot({ path: join(folder, `${name}-${width}.png`), animations: 'disabled', fullPage });
}
