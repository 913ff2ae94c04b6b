import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { createDatabase } from '../../test/harness/database.js';
import { projectRoot } from '../stack/project-paths.js';

const statements = globSync('docs/runbooks/*.md', { cwd: projectRoot })
  .toSorted()
  .flatMap((page) => {
    const text = readFileSync(join(projectRoot, page), 'utf8');
    const blocks = text.matchAll(/^```sql\n(?<sql>[\s\S]*?)^```/gm);
    return Array.from(blocks, ({ groups }, index) => ({ page, nth: index + 1, sql: groups?.['sql'] ?? '' }));
  });

let database: Awaited<ReturnType<typeof createDatabase>>;

beforeAll(async () => {
  database = await createDatabase({ template: 'empty' });
});

test('every runbook has an SQL statement', () => {
  const pages = globSync('docs/runbooks/*.md', { cwd: projectRoot });
  expect(new Set(statements.map(({ page }) => page))).toEqual(new Set(pages));
});

test.each(statements)('statement $nth of $page runs on the real tables', async ({ sql }) => {
  await expect(database.sql(sql)).resolves.toBeInstanceOf(Array);
});
