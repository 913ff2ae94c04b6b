import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { rules } from '../../adapters/postgres/verification/rules.js';
import { projectRoot } from '../stack/project-paths.js';

const page = readFileSync(join(projectRoot, 'docs/guarantees.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!Guarantee|---)/.test(line));
const proofs = rows.flatMap((row) =>
  Array.from(row.matchAll(/`([\w./-]+\.test\.ts)` “([^”]+)”/g), ([, file = '', title = '']) => ({
    file,
    title,
  })),
);

test.each(rules)('docs/guarantees.md has a row for $name, which npm run verify checks', ({ name }) => {
  expect(rows.filter((row) => row.startsWith(`| **${name}** `))).toHaveLength(1);
});

test('docs/guarantees.md cites a test in every row', () => {
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter((row) => !/`[\w./-]+\.test\.ts` “[^”]+” *(<br>|\|$)/.test(row))).toEqual([]);
});

test.each(proofs)('the test “$title” is in $file', ({ file, title }) => {
  const path = join(projectRoot, file);
  expect(existsSync(path), `${file} does not exist`).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain(title);
});
