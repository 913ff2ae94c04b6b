import { readFile, writeFile } from 'node:fs/promises';

import { lexicographicSortSchema, printSchema } from 'graphql';

import { createSchema } from './graphql/schema.js';

/** Writes schema.graphql from the code; with --check, compares only and fails when the committed file is stale. */
const FILE = 'schema.graphql';
const emitted = `${printSchema(lexicographicSortSchema(await createSchema()))}\n`;

if (process.argv.includes('--check')) {
  const committed = await readFile(FILE, 'utf8').catch(() => '');
  if (committed !== emitted) {
    process.stderr.write(`${FILE} is out of date; run "npm run schema" and commit it.\n`);
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, emitted);
}
