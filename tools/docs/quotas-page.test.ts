import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { quotaNames, quotas } from '../../core/limits/quotas.js';
import { projectRoot } from '../stack/project-paths.js';

test('docs/limits.md lists every quota of the code', () => {
  const page = readFileSync(join(projectRoot, 'docs/limits.md'), 'utf8');
  const rows = Array.from(page.matchAll(/^\| `(\w+\.\w+)` +\| (\d+) +\| (\d+) (min|h) +\|$/gm), (row) => ({
    name: row[1],
    count: Number(row[2]),
    seconds: Number(row[3]) * (row[4] === 'h' ? 3_600 : 60),
  }));
  expect(rows).toEqual(quotaNames.map((name) => ({ name, ...quotas[name] })));
});
