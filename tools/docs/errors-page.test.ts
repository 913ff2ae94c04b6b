import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSchema } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';

import { readSourceTree } from '../../test/source-tree.js';
import { projectRoot } from '../stack/project-paths.js';
import { describedErrors, errorReference, messagesIn } from './error-reference.js';
import { MARKER } from './marker.js';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

const tables = ['api/graphql/shared/error-messages.ts', 'api/graphql/identity/identity-messages.ts'];
const messages = messagesIn(tables.map(read).join('\n'));
/** System tests come first: they prove more than unit tests. */
const tests = readSourceTree()
  .filter(({ path }) => /\.test\.tsx?$/.test(path) && !path.startsWith('tools/docs/'))
  .toSorted((a, b) => Number(b.path.startsWith('test/')) - Number(a.path.startsWith('test/')));
const errors = describedErrors(buildSchema(read('schema.graphql')), messages, tests);

describe('a user error', () => {
  test.each(errors)('as $code has a message', ({ message }) => {
    expect(message).not.toBe('');
  });

  test.each(errors)('as $code documents when it is returned', ({ description }) => {
    expect(description).toMatch(/^Returned (when|while|for) \w/);
  });

  test.each(errors)('as $code is returned by a mutation', ({ mutations }) => {
    expect(mutations).not.toEqual([]);
  });

  test.each(errors)('as $code is named in a test', ({ tests: naming }) => {
    expect(naming).not.toEqual([]);
  });
});

test('docs/errors.md matches the code', async () => {
  const path = join(projectRoot, 'docs/errors.md');
  const [manualPart = ''] = readFileSync(path, 'utf8').split(MARKER);
  const options = await resolveConfig(path);
  const page = `${manualPart}${MARKER}\n\n${errorReference(errors)}\n`;
  await expect(await format(page, { ...options, parser: 'markdown' })).toMatchFileSnapshot(path);
});
