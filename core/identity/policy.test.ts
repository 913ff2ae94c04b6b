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
  test('allows nothing to who is not known, nor to a service without a scope', () => {
    expect(allowedTo(ANONYMOUS)).toEqual([]);
    expect(allowedTo(service())).toEqual([]);
  });

  test.each<[Role, Permission[]]>([
    ['SHOPPER', ['account.own']],
    ['SELLER', ['account.own', 'seller.own']],
    ['OPS', ['account.own', 'orders.read', 'payments.read', 'refunds.make', 'operations.act']],
    ['FINANCE', ['account.own', 'payments.read', 'refunds.make', 'balances.read', 'commissions.manage']],
    ['ADMIN', permissions],
  ])('allows %s exactly its rows', (role, allowed) => {
    expect(allowedTo(account(role))).toEqual(allowed);
  });

  test.each<[Scope, Permission[]]>([
    ['payments:read', ['payments.read']],
    ['balances:read', ['balances.read']],
    ['orders:read', ['orders.read']],
  ])('allows a service with %s exactly that', (scope, allowed) => {
    expect(allowedTo(service(scope))).toEqual(allowed);
  });

  test('has no role and no scope that opens nothing', () => {
    for (const role of roles) expect(allowedTo(account(role))).not.toEqual([]);
    for (const scope of scopes) expect(allowedTo(service(scope))).not.toEqual([]);
  });

  test('lets only members with the role act for a seller, and for no other seller', () => {
    expect(actsForSeller(account('SELLER'), seller)).toBe(true);
    expect(actsForSeller(account('SELLER'), newId('sel'))).toBe(false);
    expect(actsForSeller(account('SHOPPER'), seller)).toBe(false);
    expect(actsForSeller(service(...scopes), seller)).toBe(false);
  });
});
