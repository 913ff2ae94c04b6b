import { describe, expect, test } from 'vitest';

import { operationCases } from './precedence/operation-cases.js';
import { orderCases } from './precedence/order-cases.js';
import { paymentCases } from './precedence/payment-cases.js';
import { sellerCases } from './precedence/seller-cases.js';
import { readSourceTree } from './source-tree.js';

/** The commands that change an order, its money or its goods, or repair it. */
const COMMANDS =
  /^core[/](orders|payments|fulfilment|operations|inventory)[/]|^core[/]catalog[/]import-items[.]/;

const ERROR_LIST = /Errors in order of precedence: ((?:.|\n)+?)[.](?:\s|\n)(?: \*[/]|[^*])/;

/** The error codes that a docstring lists, in order. */
function documentedCodes(text: string): string[] {
  const [, listed = ''] = ERROR_LIST.exec(text) ?? [];
  return [...listed.matchAll(/\b[A-Z]{2,}(?:_[A-Z]+)+\b/g)].map(([code]) => code);
}

const cases = [...orderCases, ...paymentCases, ...sellerCases, ...operationCases];
const documented = readSourceTree().filter(({ path, text }) => COMMANDS.test(path) && ERROR_LIST.test(text));

test('every command that lists its errors has a precedence case', () => {
  expect(cases.map(({ file }) => file).toSorted()).toEqual(documented.map(({ path }) => path).toSorted());
});

describe.each(cases)('$file', ({ file, errors, run, apart }) => {
  test('lists the errors that it returns, in order of precedence', () => {
    const { text = '' } = documented.find(({ path }) => path === file) ?? {};
    expect(documentedCodes(text)).toEqual(errors.map(({ code }) => code));
  });

  test('returns no error when no rule is broken', async () => {
    expect(await run([])).not.toHaveProperty('code');
  });

  const pairs = errors.flatMap((first, nth) =>
    errors.slice(nth).map((second, further) => ({ first, second, planted: [nth, nth + further] as const })),
  );
  const combinable = pairs.filter(
    ({ planted }) => !apart.some(([one, other]) => one === planted[0] && other === planted[1]),
  );

  test.each(combinable)('returns $first.code even when $second.code applies', async ({ first, planted }) => {
    const { code, field } = first;
    expect(await run(planted)).toMatchObject(field === undefined ? { code } : { code, field });
  });
});
