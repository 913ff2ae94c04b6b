import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';

import { projectRoot } from '../stack/project-paths.js';

const schema = buildSchema(readFileSync(join(projectRoot, 'schema.graphql'), 'utf8'));
const pages = readdirSync(join(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(join(projectRoot, 'docs', path), 'utf8') }));

const blocks = pages.flatMap(({ path, text }) =>
  [...text.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, document = '']) => ({ path, document })),
);

test.each(blocks)('the GraphQL in $path fits the schema', ({ document }) => {
  expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
});
