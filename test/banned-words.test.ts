import { expect, test } from 'vitest';

import { bannedWordsIn } from './banned-words.js';
import { readSourceTree } from './source-tree.js';

/** Planted faults, generated code, history, and where the words are listed. */
const LEFT_OUT =
  /^test\/(?:fixtures\/|banned-words)|^web\/src\/generated\/|^CHANGELOG\.md$|^LICENSE$|^package-lock\.json$/;

const files = readSourceTree().filter(({ path }) => !LEFT_OUT.test(path));

test.each([
  ['Each share is captured.', 1],
  ['const heldMinor = sumOf(the shares);', 2],
  ['The bank refused it; SHARE_ID; isRefused', 2],
  ['They share a pool, the lock is held, the guarantees hold.', 0],
])('in "%s" there are %i', (text, count) => {
  expect(bannedWordsIn({ path: 'a.ts', text })).toHaveLength(count);
});

test('nobody writes a banned word', () => {
  expect(files.flatMap(bannedWordsIn)).toEqual([]);
});
