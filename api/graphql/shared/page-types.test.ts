import 'reflect-metadata';

import { expect, test } from 'vitest';

import { connectionOf, pageRequest } from './page-types.js';

test('the cursor of a page leads to the place where it ended', () => {
  const { pageInfo } = connectionOf({ nodes: [{ id: 'itm_1' }, { id: 'itm_2' }], hasNextPage: true });
  expect(pageRequest(10, pageInfo.endCursor)).toEqual({ first: 10, after: 'itm_2' });
});

test('a page has no more nodes than the cap, and no fewer than none', () => {
  expect(pageRequest(2_147_483_647, null).first).toBe(100);
  expect(pageRequest(-1, null).first).toBe(0);
});

test('a cursor that somebody made up holds nothing that the database refuses', () => {
  const after = Buffer.from('a\u0000b').toString('base64url');
  expect(pageRequest(1, after).after).toBe('ab');
});
