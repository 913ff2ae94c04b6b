import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { orderMachine } from '../../core/checkout/model/order-states.js';
import { ownerMachine } from '../../core/checkout/model/owner-states.js';
import { paymentIntentMachine } from '../../core/checkout/model/payment-intent-states.js';
import { paymentOrderMachine } from '../../core/checkout/model/payment-order-states.js';
import { paymentMachine } from '../../core/checkout/model/payment-states.js';
import { refundMachine } from '../../core/checkout/model/refund-states.js';
import { sellerOrderMachine } from '../../core/checkout/model/seller-order-states.js';
import { readSourceTree } from '../../test/source-tree.js';
import { projectRoot } from '../stack/project-paths.js';

const PAGE = 'docs/GLOSSARY.md';
const page = readFileSync(join(projectRoot, PAGE), 'utf8');

const machines = [
  orderMachine,
  sellerOrderMachine,
  paymentMachine,
  paymentIntentMachine,
  paymentOrderMachine,
  refundMachine,
  ownerMachine,
];

/** The items of the lists, each with the terms it defines. */
const entries = Array.from(page.matchAll(/^- [\s\S]*?(?=\n- |\n\n|$(?![\s\S]))/gm), ([text]) => ({
  text,
  terms: Array.from(text.matchAll(/\*\*([^*]+)\*\*/g), ([, term = '']) => plain(term)),
}));
const terms = entries.flatMap((entry) => entry.terms);

const elsewhere = plain(
  readSourceTree()
    .filter(({ path }) => /\.(tsx?|mjs|md|graphql)$/.test(path) && path !== PAGE)
    .map(({ text }) => text)
    .join('\n'),
);

/** Words in small letters, whether they are written `paymentOrder`, `payment_order`, "payment-order" or over two lines. */
function plain(text: string): string {
  return text
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll(/[\s_*/-]+/g, ' ')
    .toLowerCase();
}

describe('docs/GLOSSARY.md', () => {
  test('has terms, each defined once', () => {
    expect(terms.length).toBeGreaterThan(80);
    expect(terms.filter((term, index) => terms.indexOf(term) !== index)).toEqual([]);
  });

  test('names the home of each term in the code', () => {
    expect(entries.filter(({ text }) => !/`[a-z]+\/[\w./-]+`/.test(text))).toEqual([]);
  });

  test.each(terms)('defines "%s", which code or docs use', (term) => {
    expect(elsewhere.includes(term), `${term} is used nowhere else`).toBe(true);
  });

  test.each(machines)('has the states of $name and no others', ({ name, table }) => {
    const [, section = ''] = new RegExp(`^### ${name}\\n([\\s\\S]*?)\\n#`, 'm').exec(page) ?? [];
    const states = Array.from(section.matchAll(/^\| `([A-Z_]+)`/gm), ([, state = '']) => state);
    expect(states.toSorted()).toEqual(Object.keys(table).toSorted());
  });
});
