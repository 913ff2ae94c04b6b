import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type IViolation } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '..');
const plantedTrees = join(import.meta.dirname, 'fixtures/architecture');
const folders = ['core', 'adapters', 'config', 'api', 'workers', 'web', 'simulator', 'sdk', 'tools', 'test'];
const withoutSource = ['deploy', 'dist', 'docs', 'node_modules', 'coverage'];

const { forbidden = [], options = {} } = await extractDepcruiseConfig(
  join(repository, '.dependency-cruiser.mjs'),
);
const ruleNames = forbidden.map((rule) => rule.name ?? 'a rule without a name');

/** Every forbidden import below one root: the project's own, or a planted tree of the same layout. */
async function forbiddenImports(baseDir: string): Promise<IViolation[]> {
  const present = folders.filter((folder) => existsSync(join(baseDir, folder)));
  const run = async (rules: typeof forbidden, settingsOfRun = options): Promise<IViolation[]> => {
    const settings = { ...settingsOfRun, baseDir, validate: true, ruleSet: { forbidden: rules } };
    const { output } = await cruise(present, settings);
    if (typeof output === 'string') throw new Error('dependency-cruiser returned text, not a result');
    return output.summary.violations;
  };
  const isOfFolders = (rule: (typeof forbidden)[number]): boolean =>
    'scope' in rule && rule.scope === 'folder';
  const files = await run(forbidden.filter((rule) => !isOfFolders(rule)));
  // A test may import any builder; that creates no dependency between folders.
  const withoutTests = { ...options, exclude: { path: '[.]test[.]tsx?$|/testing/' } };
  return [...files, ...(await run(forbidden.filter(isOfFolders), withoutTests))];
}

describe('the dependency rules', () => {
  it('hold in the whole source tree', { timeout: 60_000 }, async () => {
    const found = await forbiddenImports(repository);
    expect(found.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('cover every folder of the project', () => {
    const topLevel = readdirSync(repository, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
    expect(topLevel.filter((name) => ![...folders, ...withoutSource].includes(name))).toEqual([]);
  });

  it('accept a tree of allowed imports', async () => {
    expect(await forbiddenImports(join(plantedTrees, 'clean'))).toEqual([]);
  });

  it('each have one planted violation, and every planted tree has a rule', () => {
    expect(readdirSync(plantedTrees).toSorted()).toEqual(['clean', ...ruleNames].toSorted());
  });

  it.each(ruleNames)('%s, and no other rule, rejects its planted violation', async (ruleName) => {
    const found = await forbiddenImports(join(plantedTrees, ruleName));
    expect(new Set(found.map(({ rule }) => rule.name))).toEqual(new Set([ruleName]));
  });
});
