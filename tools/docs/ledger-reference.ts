import type { AccountDefinition, Side } from '../../core/ledger/account-chart.js';
import type { Recipe } from '../../core/ledger/recipes.js';

/** The generated part of docs/ledger.md, from the code's own tables: the chart of accounts and the T-accounts of every recipe. */
export function ledgerReference(
  chart: Readonly<Record<string, AccountDefinition>>,
  recipes: Readonly<Record<string, Recipe>>,
): string {
  const accounts = Object.entries(chart).map(
    ([code, { kind, normalSide, isPerSeller, meaning }]) =>
      `| \`${code}\` | ${kind.toLowerCase()} | ${normalSide} | ${isPerSeller ? 'one per seller' : 'one'} | ${meaning} |`,
  );
  const sections = Object.entries(recipes);
  return [
    '## Chart of accounts',
    [
      '| Account | Kind | Normal side | Accounts | Meaning of the balance |',
      '| --- | --- | --- | --- | --- |',
      ...accounts,
    ].join('\n'),
    '## Recipes',
    ...sections.filter(([, { plannedFor }]) => plannedFor === undefined).map(recipeSection),
    '## Planned recipes',
    'Agreed, but not posted yet.',
    ...sections.filter(([, { plannedFor }]) => plannedFor !== undefined).map(recipeSection),
  ].join('\n\n');
}

function recipeSection([fact, { meaning, plannedFor, key, legs }]: [string, Recipe]): string {
  const names = [...new Set(legs.map(({ account }) => account))];
  const lines = names.map((account) => {
    const side = (wanted: Side) =>
      legs
        .filter((leg) => leg.account === account && leg.side === wanted)
        .map(({ of }) => of.join(' + '))
        .join(', ');
    return `${account.padEnd(20)} | ${side('DR').padEnd(26)} | ${side('CR')}`.trimEnd();
  });
  const head = `${'account'.padEnd(20)} | ${'DR'.padEnd(26)} | CR`;
  const rule = `${'-'.repeat(20)}-+-${'-'.repeat(26)}-+-${'-'.repeat(26)}`;
  const table = ['```text', head, rule, ...lines, '```'].join('\n');
  return [
    `### ${fact}`,
    `${meaning} Key: \`${key}\`.${plannedFor === undefined ? '' : ` Planned with ${plannedFor}.`}`,
    table,
  ].join('\n\n');
}
