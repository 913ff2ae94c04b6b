import 'reflect-metadata';

import { expect, test } from 'vitest';

import { connectionOf, pageRequest } from './page-types.js';

test('the end cursor of a page decodes to its last node', () => {
  const { pageInfo } = connectionOf({ nodes: [{ id: 'itm_1' }, { id: 'itm_2' }], hasNextPage: true });
  expect(pageRequest(10, pageInfo.endCursor)).toEqual({ first: 10, after: 'itm_2' });
});

test('the page size is between 0 and the cap', () => {
  expect(pageRequest(2_147_483_647, null).first).toBe(100);
  expect(pageRequest(-1, null).first).toBe(0);
});

test('a forged cursor cannot contain U+0000, which the database rejects', () => {
  const after = Buffer.from('a\u0000b').toString('base64url');
  expect(pageRequest(1, after).after).toBe('ab');
});
