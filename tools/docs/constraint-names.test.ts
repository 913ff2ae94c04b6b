import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { projectRoot } from '../stack/project-paths.js';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

const migrations = globSync('adapters/postgres/migrations/m*.ts', { cwd: projectRoot }).map(read).join('\n');

/** Names such as `stock_is_never_oversold`: a constraint, an index or a trigger is named after its rule. */
const names = new Set(
  Array.from(read('docs/guarantees.md').matchAll(/`([a-z]+(?:_[a-z]+){3,})`/g), ([, name = '']) => name),
);

test('docs/guarantees.md names constraints', () => {
  expect(names.size).toBeGreaterThan(10);
});

test.each([...names])('%s of docs/guarantees.md is in the migrations', (name) => {
  expect(migrations).toMatch(new RegExp(`(CONSTRAINT|INDEX|TRIGGER) ${name}\\b`));
});
