import { expect, test } from 'vitest';

import { signInTries } from './counted-tries.js';
import { quotaNames, quotas, quotasWith } from './quotas.js';

test('a setting changes one quota by name or all of them, and a later setting wins', () => {
  const set = quotasWith([
    { name: 'all', count: 7, seconds: 60 },
    { name: 'signIn.account', count: 1, seconds: 2 },
  ]);
  expect(set['signIn.account']).toEqual({ count: 1, seconds: 2 });
  expect(quotaNames.filter((name) => set[name].count === 7)).toHaveLength(quotaNames.length - 1);
  expect(quotasWith([])).toEqual(quotas);
});

test('an unknown quota fails at startup instead of being ignored', () => {
  expect(() => quotasWith([{ name: 'signin', count: 1, seconds: 1 }])).toThrow('signin');
});

test('the address is counted before the account, so that one address cannot exhaust many accounts', () => {
  expect(signInTries(' Pat@Example.com ', '203.0.113.1')).toEqual([
    { quota: 'signIn.address', of: '203.0.113.1' },
    { quota: 'signIn.accountAndAddress', of: 'pat@example.com 203.0.113.1' },
    { quota: 'signIn.account', of: 'pat@example.com' },
  ]);
});
