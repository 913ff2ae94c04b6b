import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { projectRoot } from '../stack/project-paths.js';

const page = readFileSync(join(projectRoot, 'docs/ARCHITECTURE.md'), 'utf8');
const [, section = ''] = /^## Where is …\?$([\s\S]*?)^## /m.exec(page) ?? [];
const rows = section.split('\n').filter((line) => /^\| (?!Behavior|---)/.test(line));
const places = rows.flatMap((row) =>
  Array.from(row.matchAll(/`(\w+)` in `([\w./-]+)`/g), ([, name = '', path = '']) => ({ name, path })),
);

test('docs/ARCHITECTURE.md locates twelve behaviors, with two places each', () => {
  expect(rows).toHaveLength(12);
  expect(places).toHaveLength(2 * rows.length);
});

test.each(places)('$path exports $name', ({ name, path }) => {
  const file = join(projectRoot, path);
  expect(existsSync(file), `${path} does not exist`).toBe(true);
  const declaration = new RegExp(`^export (async )?(function|const|class|interface|type) ${name}\\b`, 'm');
  expect(readFileSync(file, 'utf8')).toMatch(declaration);
});
