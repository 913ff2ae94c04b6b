import { registerEnumType } from 'type-graphql';

import { accountChart, type Side } from '../../../core/ledger/account-chart.js';
import { recipes } from '../../../core/ledger/recipes.js';

/** GraphQL values are upper case; the ledger's own codes are lower case. */
export const LedgerAccountType = Object.fromEntries(
  Object.keys(accountChart).map((code) => [code.toUpperCase(), code]),
);
registerEnumType(LedgerAccountType, {
  name: 'LedgerAccount',
  description: 'An account of the chart of accounts.',
  valuesConfig: Object.fromEntries(
    Object.entries(accountChart).map(([code, { meaning }]) => [code.toUpperCase(), { description: meaning }]),
  ),
});

export const LedgerFactType = Object.fromEntries(Object.keys(recipes).map((fact) => [fact, fact]));
registerEnumType(LedgerFactType, {
  name: 'LedgerFact',
  description: 'Business fact that a ledger entry records.',
  valuesConfig: Object.fromEntries(
    Object.entries(recipes).map(([fact, { meaning }]) => [fact, { description: meaning }]),
  ),
});

const SIDES: Readonly<Record<Side, string>> = { DR: 'Debit.', CR: 'Credit.' };
export const LedgerSideType = Object.fromEntries(Object.keys(SIDES).map((side) => [side, side]));
registerEnumType(LedgerSideType, {
  name: 'LedgerSide',
  description: 'Side of a posting.',
  valuesConfig: Object.fromEntries(
    Object.entries(SIDES).map(([side, description]) => [side, { description }]),
  ),
});
