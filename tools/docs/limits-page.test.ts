import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { projectRoot } from '../stack/project-paths.js';

const page = readFileSync(join(projectRoot, 'docs/limits.md'), 'utf8');
const rows = Array.from(
  page.matchAll(/^\| (?<what>[^|]+?) +\| (?<value>[^|]+?) +\| `(?<name>[A-Z_]+)` in `(?<path>[^`]+)`/gm),
  ({ groups = {} }) => ({
    what: groups['what'] ?? '',
    value: groups['value'] ?? '',
    name: groups['name'] ?? '',
    path: groups['path'] ?? '',
  }),
);

test('docs/limits.md has limits to compare', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows)('docs/limits.md matches $name for "$what"', ({ value, name, path }) => {
  const source = readFileSync(join(projectRoot, path), 'utf8');
  const text = new RegExp(`const ${name}\\b[^=]*= ([^;]+);`).exec(source)?.[1] ?? `no ${name} in ${path}`;
  expect(value).toBe(formatted(name, text));
});

/** A constant as formatted on the page: times and sizes in their largest whole unit. */
function formatted(name: string, text: string): string {
  if (!/^[\d_ *]+$/.test(text)) return text.replaceAll("'", '');
  const amount = text.split('*').reduce((product, factor) => product * Number(factor.replaceAll('_', '')), 1);
  if (name.endsWith('_BYTES')) return `${amount / 1024} KiB`;
  if (!name.endsWith('_MS')) return String(amount);
  if (amount % 3_600_000 === 0) return `${amount / 3_600_000} h`;
  if (amount % 60_000 === 0) return `${amount / 60_000} min`;
  return amount % 1_000 === 0 ? `${amount / 1_000} s` : `${amount} ms`;
}
