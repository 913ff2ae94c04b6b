import { expect, test } from 'vitest';

import type { Recipe } from '../core/ledger/recipes.js';
import { recipes } from '../core/ledger/recipes.js';
import { productionSources, quotedInCalls } from './source-calls.js';

const facts: [string, Recipe][] = Object.entries(recipes);
const posted = quotedInCalls(productionSources(), ['ledgerEntry']);

test('production code posts every recipe that is not planned, and none that is', () => {
  const inUse = facts.flatMap(([fact, { plannedFor }]) => (plannedFor === undefined ? [fact] : []));
  expect([...posted].toSorted()).toEqual(inUse.toSorted());
});
