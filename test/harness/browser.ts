import { chromium, type Browser } from 'playwright-core';
import { installChromium } from '../../tools/stack/chromium.js';
import { atEndOfFile } from './cleanup.js';

/** The installed Chromium, headless and without background network traffic; closed at the end of the file. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: await installChromium(() => undefined),
    args: [
      // Root in a container has no user namespace for the sandbox.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  atEndOfFile(async () => await browser.close());
  return browser;
}
