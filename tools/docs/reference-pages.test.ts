import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';

import { paymentOrderMachine } from '../../core/checkout/model/payment-order-states.js';
import { accountChart } from '../../core/ledger/account-chart.js';
import { recipes } from '../../core/ledger/recipes.js';
import * as sellerEvents from '../../core/ledger/seller-events.js';
import * as orderEvents from '../../core/checkout/model/order-events.js';
import { orderMachine } from '../../core/checkout/model/order-states.js';
import { ownerMachine } from '../../core/checkout/model/owner-states.js';
import { sellerOrderMachine } from '../../core/checkout/model/seller-order-states.js';
import * as paymentEvents from '../../core/checkout/model/payment-events.js';
import { paymentIntentMachine } from '../../core/checkout/model/payment-intent-states.js';
import { paymentMachine } from '../../core/checkout/model/payment-states.js';
import { refundMachine } from '../../core/checkout/model/refund-states.js';
import { projectRoot } from '../stack/project-paths.js';
import { eventReference, meaningsIn, recordExample } from './event-reference.js';
import { ledgerReference } from './ledger-reference.js';
import { MARKER } from './marker.js';
import { stateReference } from './state-reference.js';

const machines = [
  paymentIntentMachine,
  paymentMachine,
  paymentOrderMachine,
  orderMachine,
  sellerOrderMachine,
  ownerMachine,
  refundMachine,
];
const definitions = [
  ...Object.values(orderEvents),
  ...Object.values(paymentEvents),
  ...Object.values(sellerEvents),
];

const sourcesOf = (pattern: string) =>
  globSync(pattern, { cwd: projectRoot }).map((path) => readFileSync(join(projectRoot, path), 'utf8'));

const meanings = new Map(sourcesOf('core/**/*-events.ts').flatMap((source) => [...meaningsIn(source)]));
const events = definitions.map((definition) => ({
  definition,
  meaning: meanings.get(definition.type) ?? '',
}));

async function renewed(page: string, generated: string): Promise<string> {
  const path = join(projectRoot, page);
  const [manualPart = ''] = readFileSync(path, 'utf8').split(MARKER);
  const options = await resolveConfig(path);
  return format(`${manualPart}${MARKER}\n\n${generated}\n`, { ...options, parser: 'markdown' });
}

describe('the reference pages', () => {
  test('of the events have every defined event, each with its meaning', () => {
    expect([...meanings.keys()].toSorted()).toEqual(definitions.map(({ type }) => type).toSorted());
    expect(events.filter(({ meaning }) => meaning === '')).toEqual([]);
  });

  test('of the events show examples that are valid for their schemas', () => {
    for (const { schema, example } of definitions) expect(schema.parse(example)).toEqual(example);
  });

  test('of the events match the code', async () => {
    const [first] = events;
    if (first === undefined) throw new Error('there are no events');
    const page = await renewed(
      'docs/events.md',
      `## A record\n\n${recordExample(first, 'ord_01k')}\n\n${eventReference(events)}`,
    );
    await expect(page).toMatchFileSnapshot(join(projectRoot, 'docs/events.md'));
  });

  test('of the ledger match the code', async () => {
    const page = await renewed('docs/ledger.md', ledgerReference(accountChart, recipes));
    await expect(page).toMatchFileSnapshot(join(projectRoot, 'docs/ledger.md'));
  });

  test('of the states have every state machine', () => {
    const declared = sourcesOf('core/**/*-states.ts').flatMap((source) =>
      Array.from(source.matchAll(/^ {2}name: '(\w+)'/gm), ([, name]) => name ?? ''),
    );
    expect(declared.toSorted()).toEqual(machines.map(({ name }) => name).toSorted());
  });

  test('of the states match the code', async () => {
    const page = await renewed('docs/states.md', stateReference(machines));
    await expect(page).toMatchFileSnapshot(join(projectRoot, 'docs/states.md'));
  });
});
