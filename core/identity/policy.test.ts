import { describe, expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import { roles, type Role } from './account.js';
import { ANONYMOUS, type Actor } from './actor.js';
import { actsForSeller, may, policy, type Permission } from './policy.js';
import { scopes, type Scope } from './scope.js';

const permissions = Object.keys(policy) as Permission[];
const seller = newId('sel');

const account = (role: Role, sellerIds = [seller]): Actor => ({
  kind: 'ACCOUNT',
  accountId: newId('acc'),
  roles: [role],
  sellerIds,
  sessionId: 'ses_1',
});
const service = (...own: Scope[]): Actor => ({ kind: 'SERVICE', keyId: 'key_1', scopes: own });

const allowedTo = (actor: Actor): Permission[] => permissions.filter((permission) => may(actor, permission));

describe('the policy', () => {
  test('allows nothing to anonymous actors and to services without a scope', () => {
    expect(allowedTo(ANONYMOUS)).toEqual([]);
    expect(allowedTo(service())).toEqual([]);
  });

  test.each<[Role, Permission[]]>([
    ['SHOPPER', ['account.own']],
    ['SELLER', ['account.own', 'seller.own']],
    ['OPS', ['account.own', 'orders.read', 'payments.read', 'refunds.make', 'operations.act']],
    ['FINANCE', ['account.own', 'payments.read', 'refunds.make', 'balances.read', 'commissions.manage']],
    ['ADMIN', permissions],
  ])('allows %s exactly its permissions', (role, allowed) => {
    expect(allowedTo(account(role))).toEqual(allowed);
  });

  test.each<[Scope, Permission[]]>([
    ['payments:read', ['payments.read']],
    ['balances:read', ['balances.read']],
    ['orders:read', ['orders.read']],
  ])('allows a service with %s exactly that permission', (scope, allowed) => {
    expect(allowedTo(service(scope))).toEqual(allowed);
  });

  test('has a permission for every role and every scope', () => {
    for (const role of roles) expect(allowedTo(account(role))).not.toEqual([]);
    for (const scope of scopes) expect(allowedTo(service(scope))).not.toEqual([]);
  });

  test('allows only members with the role to act for their seller', () => {
    expect(actsForSeller(account('SELLER'), seller)).toBe(true);
    expect(actsForSeller(account('SELLER'), newId('sel'))).toBe(false);
    expect(actsForSeller(account('SHOPPER'), seller)).toBe(false);
    expect(actsForSeller(service(...scopes), seller)).toBe(false);
  });
});
