import { describe, expect, test } from 'vitest';

import { externalRules, readExternalClaims, roleNamesIn } from './external-token.js';

const rules = externalRules({
  roleClaim: 'realm_access.roles',
  rolePairs: [],
  serviceClients: ['order-service'],
});
const person = { iss: 'https://issuer.example', sub: 'u1', iat: 1_000, exp: 1_300 };
const roleOf = (claims: object, own = rules) => {
  const token = readExternalClaims({ ...person, ...claims }, own);
  return token?.kind === 'PERSON' ? token.profile.role : null;
};

describe('the role of a person', () => {
  test('is SHOPPER without a known role, and the most powerful of several', () => {
    expect(roleOf({})).toBe('SHOPPER');
    expect(roleOf({ realm_access: { roles: ['ops', 'offline_access'] } })).toBe('SHOPPER');
    expect(roleOf({ realm_access: { roles: ['SHOPPER', 'OPS', 'FINANCE'] } })).toBe('FINANCE');
  });

  test('comes only from the configured pairs, if there are any', () => {
    const rolePairs = ['shop staff=OPS', 'owner=ADMIN'];
    const mapped = externalRules({ roleClaim: 'groups', rolePairs, serviceClients: [] });
    expect(roleOf({ groups: ['shop staff'] }, mapped)).toBe('OPS');
    expect(roleOf({ groups: ['shop staff', 'owner'] }, mapped)).toBe('ADMIN');
    expect(roleOf({ groups: ['ADMIN'] }, mapped)).toBe('SHOPPER');
  });

  test('is found by path or by a name with dots, in a list or a space-separated string', () => {
    expect(roleNamesIn({ a: { b: ['X'] } }, 'a.b')).toEqual(['X']);
    expect(roleNamesIn({ 'https://example.com/roles': ['X'] }, 'https://example.com/roles')).toEqual(['X']);
    expect(roleNamesIn({ roles: 'X Y' }, 'roles')).toEqual(['X', 'Y']);
    expect(roleNamesIn({ a: ['b'] }, 'a.constructor.name')).toEqual([]);
    expect(roleNamesIn({ a: { b: [1] } }, 'a.b')).toEqual([]);
  });
});

describe('a token without a person', () => {
  const service = {
    sub: 'order-service',
    client_id: 'order-service',
    scope: 'payments:read openid orders:write',
  };

  test('is a service with the known scopes', () => {
    const token = readExternalClaims({ ...person, ...service }, rules);
    expect(token).toMatchObject({ kind: 'SERVICE', clientId: 'order-service', scopes: ['payments:read'] });
  });

  test('is recognized in Keycloak’s format, which has a user for every service', () => {
    const keycloak = { ...service, sub: 'a-uuid', preferred_username: 'service-account-order-service' };
    expect(readExternalClaims({ ...person, ...keycloak }, rules)?.kind).toBe('SERVICE');
  });

  test('is rejected if the client is not configured, and is not a person either', () => {
    const unconfigured = { ...service, sub: 'other', client_id: 'other' };
    expect(readExternalClaims({ ...person, ...unconfigured }, rules)).toBeNull();
  });

  test('has no role despite a role claim; a person has no scope despite a scope claim', () => {
    const withRoles = { ...person, ...service, realm_access: { roles: ['ADMIN'] } };
    expect(readExternalClaims(withRoles, rules)?.kind).toBe('SERVICE');
    expect(readExternalClaims({ ...withRoles, sub: 'u1' }, rules)?.kind).toBe('PERSON');
  });
});

describe('the claims of a token', () => {
  test('need a subject, an issue time and an expiry within a day', () => {
    expect(readExternalClaims({ ...person, exp: 1_000 + 86_400 }, rules)).not.toBeNull();
    expect(readExternalClaims({ ...person, exp: 1_001 + 86_400 }, rules)).toBeNull();
    for (const missing of ['sub', 'iat', 'exp', 'iss']) {
      expect(readExternalClaims({ ...person, [missing]: undefined }, rules)).toBeNull();
    }
    expect(readExternalClaims({ ...person, sub: 'x'.repeat(256) }, rules)).toBeNull();
  });

  test('may lack address and name; malformed ones are ignored', () => {
    const profile = (claims: object) => {
      const token = readExternalClaims({ ...person, ...claims }, rules);
      return token?.kind === 'PERSON' ? token.profile : null;
    };
    expect(profile({})).toEqual({ role: 'SHOPPER', email: null, displayName: null });
    expect(profile({ email: 'nobody', name: ' ' })).toEqual(profile({}));
    expect(profile({ email: 'ada@example.com', preferred_username: 'ada' })).toMatchObject({
      email: 'ada@example.com',
      displayName: 'ada',
    });
    expect(profile({ name: 'x'.repeat(200) })?.displayName).toHaveLength(100);
  });
});

test('a configured pair with an unknown role fails at startup', () => {
  const given = { roleClaim: 'roles', rolePairs: ['a=KING'], serviceClients: [] };
  expect(() => externalRules(given)).toThrow('a=KING');
});
