import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '..');
const read = (pattern: string): Record<string, string> =>
  Object.fromEntries(
    globSync(pattern, { cwd: source }).map((path) => [path, readFileSync(join(source, path), 'utf8')]),
  );
const sheets = read('**/*.module.css');
const components = read('**/*.tsx');

/** The classes that a stylesheet defines and those that its importing components use. */
function classesOf(path: string, css: string) {
  const rules = css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\{[^{}]*\}/g, '{}');
  const defined = new Set([...rules.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => name));
  const file = path.split('/').at(-1) ?? path;
  const users = Object.values(components).filter((code) => code.includes(`/${file}'`));
  const used = new Set(
    users.flatMap((code) => [...code.matchAll(/\bstyles\.(\w+)/g)].map(([, name]) => name)),
  );
  return { defined, used };
}

test('every class used by a component is defined, and every defined class is used', () => {
  const faults = Object.entries(sheets).flatMap(([path, css]) => {
    const { defined, used } = classesOf(path, css);
    const missing = [...used]
      .filter((name) => !defined.has(name))
      .map((name) => `${path}: .${name} is not defined`);
    const dead = [...defined]
      .filter((name) => !used.has(name))
      .map((name) => `${path}: .${name} is not used`);
    return [...missing, ...dead];
  });
  expect(faults).toEqual([]);
  expect(Object.keys(sheets).length).toBeGreaterThan(20);
});
