import { expect, test } from 'vitest';

import { signInTries } from './counted-tries.js';
import { quotaNames, quotas, quotasWith } from './quotas.js';

test('a quota is changed by its name, all of them by one word, and a later setting wins', () => {
  const set = quotasWith([
    { name: 'all', count: 7, seconds: 60 },
    { name: 'signIn.account', count: 1, seconds: 2 },
  ]);
  expect(set['signIn.account']).toEqual({ count: 1, seconds: 2 });
  expect(quotaNames.filter((name) => set[name].count === 7)).toHaveLength(quotaNames.length - 1);
  expect(quotasWith([])).toEqual(quotas);
});

test('a quota that there is not stops the start instead of being ignored', () => {
  expect(() => quotasWith([{ name: 'signin', count: 1, seconds: 1 }])).toThrow('signin');
});

test('an address is counted before what is counted by account, so that one address cannot note down many accounts', () => {
  expect(signInTries(' Pat@Example.com ', '203.0.113.1')).toEqual([
    { quota: 'signIn.address', of: '203.0.113.1' },
    { quota: 'signIn.accountAndAddress', of: 'pat@example.com 203.0.113.1' },
    { quota: 'signIn.account', of: 'pat@example.com' },
  ]);
});
