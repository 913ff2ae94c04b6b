import { describe, expect, test } from 'vitest';

import { operationCases } from './precedence/operation-cases.js';
import { orderCases } from './precedence/order-cases.js';
import { paymentCases } from './precedence/payment-cases.js';
import { sellerCases } from './precedence/seller-cases.js';
import { readSourceTree } from './source-tree.js';

/** The commands: what moves an order, its money or its goods, or repairs it. */
const COMMANDS =
  /^core[/](orders|payments|fulfilment|operations|inventory)[/]|^core[/]catalog[/]import-items[.]/;

const PROMISE = /Errors in order of precedence: ((?:.|\n)+?)[.](?:\s|\n)(?: \*[/]|[^*])/;

/** The codes that a docstring lists, in its order. */
function promised(text: string): string[] {
  const [, listed = ''] = PROMISE.exec(text) ?? [];
  return [...listed.matchAll(/\b[A-Z]{2,}(?:_[A-Z]+)+\b/g)].map(([code]) => code);
}

const cases = [...orderCases, ...paymentCases, ...sellerCases, ...operationCases];
const documented = readSourceTree().filter(({ path, text }) => COMMANDS.test(path) && PROMISE.test(text));

test('every command that lists its errors is held to it', () => {
  expect(cases.map(({ file }) => file).toSorted()).toEqual(documented.map(({ path }) => path).toSorted());
});

describe.each(cases)('$file', ({ file, errors, run, apart }) => {
  test('lists the errors that it returns, in order of precedence', () => {
    const { text = '' } = documented.find(({ path }) => path === file) ?? {};
    expect(promised(text)).toEqual(errors.map(({ code }) => code));
  });

  test('returns no error when no rule is broken', async () => {
    expect(await run([])).not.toHaveProperty('code');
  });

  const pairs = errors.flatMap((first, nth) =>
    errors.slice(nth).map((second, further) => ({ first, second, planted: [nth, nth + further] as const })),
  );
  const together = pairs.filter(
    ({ planted }) => !apart.some(([one, other]) => one === planted[0] && other === planted[1]),
  );

  test.each(together)('returns $first.code also where $second.code applies', async ({ first, planted }) => {
    const { code, field } = first;
    expect(await run(planted)).toMatchObject(field === undefined ? { code } : { code, field });
  });
});
