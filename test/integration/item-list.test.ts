import { beforeAll, describe, expect, test } from 'vitest';

import type { ItemFilter, ItemSort } from '../../core/catalog/item-list.js';
import { anyItem } from '../../core/catalog/item-list.js';
import type { PageRequest } from '../../core/shared/page.js';
import { newId } from '../../core/shared/ids.js';
import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 3 });
});

const list = (filter: Partial<ItemFilter>, sort: ItemSort = 'OLDEST', page: Partial<PageRequest> = {}) =>
  started.services.items.list({ ...anyItem, ...filter }, sort, { first: 100, after: null, ...page });

const names = async (filter: Partial<ItemFilter>, sort: ItemSort = 'RELEVANCE') =>
  (await list(filter, sort)).edges.map(({ node }) => node.name);

describe('a search', () => {
  test.each([
    ['a word in the name', 'teapot', 'Round-belly teapot'],
    ['another form of the word', 'bowl', 'Nesting bowls, set of three'],
    ['a part of a word', 'foun', 'Brass fountain pen'],
    ['a typing error', 'fountan pen', 'Brass fountain pen'],
    ['a stock keeping unit', 'KC-MUG-01', 'Ash-glaze mug'],
    ['a category', 'ceramics', 'Bud vase'],
  ])('finds by %s', async (_how, search, name) => {
    expect(await names({ search })).toContain(name);
  });

  test('ranks a match in the name above one in the description', async () => {
    const [first] = await names({ search: 'lamp' });
    expect(first).toMatch(/lamp/);
  });

  test('treats query operators and wildcards as text', async () => {
    for (const search of ['%', '_', `'; DROP TABLE item; --`, '!!! & | (', '\\', 'zzzzqqq'])
      expect(await names({ search })).toEqual([]);
  });
});

describe('a list', () => {
  test.each(['OLDEST', 'NEWEST', 'NAME', 'PRICE_LOW', 'PRICE_HIGH'] as const)(
    'by %s shows every item once across pages, even when items are added meanwhile',
    async (sort) => {
      const whole = (await list({}, sort)).edges.map(({ node }) => node.id);
      expect(new Set(whole).size).toBe(whole.length);
      const seen: string[] = [];
      let after: string | null = null;
      for (;;) {
        const page = await list({}, sort, { first: 5, after });
        seen.push(...page.edges.map(({ node }) => node.id));
        after = page.edges.at(-1)?.place ?? null;
        await insertItem();
        if (!page.hasNextPage) break;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(whole.filter((id) => !seen.includes(id))).toEqual([]);
    },
  );

  test('by price is in price order', async () => {
    const prices = (await list({ currency: 'EUR' }, 'PRICE_LOW')).edges.map(
      ({ node }) => node.price.amountMinor,
    );
    expect(prices).toEqual(prices.toSorted((a, b) => Number(a - b)));
  });

  test('is filtered by category, price and availability', async () => {
    const filter = { category: 'Plants', minPriceMinor: 2_000n, maxPriceMinor: 9_000n, onlyAvailable: true };
    const { edges } = await list(filter);
    expect(edges.length).toBeGreaterThan(0);
    for (const { node } of edges) {
      expect(node).toMatchObject({ category: 'Plants' });
      expect(node.price.amountMinor >= 2_000n && node.price.amountMinor <= 9_000n).toBe(true);
      expect(node.availableUnits).toBeGreaterThan(0);
    }
    expect(await names({ category: 'Plants', onlyAvailable: false })).toContain('Olive tree');
    expect(edges.map(({ node }) => node.name)).not.toContain('Olive tree');
  });

  test('omits inactive items', async () => {
    const id = await insertItem();
    await started.database.sql('UPDATE item SET active = false WHERE id = $1', [id]);
    expect((await list({}, 'NEWEST')).edges.map(({ node }) => node.id)).not.toContain(id);
  });

  test('starts at the beginning for a cursor of another order', async () => {
    const [first] = (await list({}, 'PRICE_LOW', { first: 1 })).edges;
    for (const cursor of ['', 'nonsense', 'abc|itm_01m7ysy48becxttttgw40wb38d'])
      expect((await list({}, 'PRICE_LOW', { first: 1, after: cursor })).edges).toEqual([first]);
  });

  test('takes one statement per page', async () => {
    const [, statements] = await started.statements.during(() =>
      list({ search: 'lamp' }, 'RELEVANCE', { first: 24 }),
    );
    expect(statements).toHaveLength(1);
  });
});

let count = 0;

async function insertItem(): Promise<string> {
  const id = newId('itm');
  count += 1;
  await started.database.sql(
    `WITH placed AS (
       INSERT INTO item (id, seller_id, sku, name, description, category, picture, price_minor, currency)
       SELECT $1, min(id), $2, $3, '', 'Ceramics', 'bud-vase', $4, 'EUR' FROM seller RETURNING id)
     INSERT INTO stock (item_id, on_hand) SELECT id, 50 FROM placed`,
    [id, `NEW-${count}`, `Newcomer ${count}`, 1_000 * count],
  );
  return id;
}
