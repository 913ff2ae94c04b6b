import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { projectRoot } from '../stack/project-paths.js';

const schema = buildSchema(readFileSync(join(projectRoot, 'schema.graphql'), 'utf8'));
const pages = readdirSync(join(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(join(projectRoot, 'docs', path), 'utf8') }));

const blocks = pages.flatMap(({ path, text }) =>
  [...text.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, document = '']) => ({ path, document })),
);

const curls = ['README.md', ...pages.map(({ path }) => `docs/${path}`)].flatMap((path) =>
  Array.from(
    readFileSync(join(projectRoot, path), 'utf8').matchAll(/^curl .*\/graphql [\s\S]*? -d '([^']+)'$/gm),
    ([, body = '{}']) => ({ path, body }),
  ),
);

test('the README has a GraphQL request', () => {
  expect(curls.map(({ path }) => path)).toContain('README.md');
});

test.each(curls)('the curl in $path is valid for the schema', ({ body }) => {
  const { query } = z.object({ query: z.string() }).parse(JSON.parse(body));
  expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
});

test.each(blocks)('the GraphQL in $path is valid for the schema', ({ document }) => {
  expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
});
