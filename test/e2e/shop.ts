import type { Browser, BrowserContext, Page } from 'playwright-core';
import { atEndOfFile } from '../harness/cleanup.js';

/** Options of the shopper's browser. */
export interface ShopOptions {
  readonly width?: number;
  readonly dark?: boolean;
}

/** Test cards of the simulated PSP, the same numbers as in docs.stripe.com/testing. */
export const cards = {
  works: '4242424242424242',
  declined: '4000000000000002',
  noFunds: '4000000000009995',
  asksToConfirm: '4000002760003184',
} as const;

/** A shopper in their own browser context. */
export class Shop {
  /** Uncaught errors and console errors. */
  readonly complaints: string[] = [];
  readonly context: BrowserContext;
  page: Page;
  readonly #url: string;

  private constructor(url: string, context: BrowserContext, page: Page) {
    this.#url = url;
    this.context = context;
    this.page = page;
    this.#listen(page);
  }

  static async open(
    browser: Browser,
    url: string,
    { width = 1280, dark = false }: ShopOptions = {},
  ): Promise<Shop> {
    const context = await browser.newContext({
      viewport: { width, height: width < 600 ? 844 : 900 },
      colorScheme: dark ? 'dark' : 'light',
      // No animations, so that checks and screenshots are stable.
      reducedMotion: 'reduce',
    });
    atEndOfFile(async () => await context.close());
    const shop = new Shop(url, context, await context.newPage());
    await shop.visit('/');
    return shop;
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.#url}${path}`);
  }

  /** Closes the tab and opens a new one in the same browser. */
  async reopen(path: string): Promise<void> {
    await this.page.close();
    this.page = await this.context.newPage();
    this.#listen(this.page);
    await this.visit(path);
  }

  async add(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.page.getByRole('button', { name: `Add ${name} to cart` }).click();
      await this.sees(`${name} is in your cart.`);
    }
  }

  async checkOut(): Promise<void> {
    await this.page.getByRole('button', { name: /^Cart/ }).click();
    await this.page.getByRole('dialog').getByRole('link', { name: 'Checkout' }).click();
    await this.page.getByLabel('Card number').waitFor();
  }

  async fillContact(): Promise<void> {
    await this.type('Email', 'ada@example.com');
    await this.type('Full name', 'Ada Lovelace');
    await this.type('Street and number', 'Friedrichstr. 12');
    await this.type('Postal code', '10117');
    await this.type('City', 'Berlin');
  }

  async fillCard(number: string): Promise<void> {
    await this.type('Card number', number);
    await this.type('Expiry', '1234');
    await this.type('Security code', '123');
  }

  async pay(): Promise<void> {
    await this.page.getByRole('button', { name: /^Pay €/ }).click();
  }

  /** Buys from the storefront: items, contact, card, "Pay". */
  async buy(card: string, ...names: readonly string[]): Promise<void> {
    await this.add(...names);
    await this.checkOut();
    await this.fillContact();
    await this.fillCard(card);
    await this.pay();
  }

  /** Completes or fails 3-D Secure; follows the link if the order page was shown first. */
  async answerBank(answer: 'Complete' | 'Fail'): Promise<void> {
    const button = this.page.getByRole('button', { name: answer });
    const link = this.page.getByRole('link', { name: 'Continue to your bank' });
    await button.or(link).waitFor();
    if (await link.isVisible()) await link.click();
    await button.click();
  }

  /** Waits until the text is on the page. */
  async sees(text: string | RegExp, timeoutMs = 20_000): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state: 'attached', timeout: timeoutMs });
  }

  async heading(text: string | RegExp, timeoutMs = 20_000): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: text }).waitFor({ timeout: timeoutMs });
  }

  /** Pixels by which the page is wider than the window. */
  async overflow(): Promise<number> {
    return (await this.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')) as number;
  }

  /** The steps of each seller with their state, e.g. `{ 'Kiln & Clay': ['authorized done', …] }`. */
  async rails(): Promise<Record<string, string[]>> {
    const rails: Record<string, string[]> = {};
    for (const row of await this.page.locator('section[data-payment]').all()) {
      rails[(await row.getAttribute('aria-label')) ?? ''] = await row
        .locator('ol > li')
        .evaluateAll((steps) =>
          steps
            .map((step) => (step as unknown as { dataset: { step: string; state: string } }).dataset)
            .map(({ step, state }) => `${step} ${state}`),
        );
    }
    return rails;
  }

  /** The amounts of the payment breakdown by label, e.g. `{ Charged: '€120.80' }`. */
  async money(): Promise<Record<string, string>> {
    const parts: Record<string, string> = {};
    for (const part of await this.page.locator('[data-part]').all()) {
      const [label = '', amount = ''] = (await part.innerText()).split(/\s+(?=€)/);
      parts[label.trim()] = amount.trim();
    }
    return parts;
  }

  async type(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(value);
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // Ignore errors of the simulated bank's page.
      const isOurs = message.location().url.startsWith(this.#url);
      if (message.type() === 'error' && isOurs) this.complaints.push(message.text());
    });
  }
}
