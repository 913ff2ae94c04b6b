import { beforeAll, describe, expect, test } from 'vitest';

import { roles, type Role } from '../../core/identity/account.js';
import { scopes, type Scope } from '../../core/identity/scope.js';
import { newId } from '../../core/shared/ids.js';
import { Device } from '../harness/device.js';
import { OidcIssuer } from '../harness/oidc-issuer.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { probes, type Target } from './access-probes.js';
import { newcomer, signedIn, VIEWER } from './identity-fixture.js';

let issuer: OidcIssuer;
let system: TestSystem;

beforeAll(async () => {
  issuer = await OidcIssuer.open(Object.fromEntries(roles.map((role) => [role, { roles: [role] }])));
  system = await startSystem({
    workers: false,
    env: { OIDC_ISSUER: issuer.url, OIDC_SERVICE_CLIENTS: 'order-service' },
  });
});

/** Nothing the probes request exists, so they change nothing and both answers can be compared. */
const missing = new Proxy({}, { get: () => newId('ord') }) as Target;
/** Skipped: they end or open a session, or need a socket, none of which depends on the role. */
const SKIPPED = /^(Subscription\.|Mutation\.(register|signIn|signOut|signOutEverywhere|refreshSession)$)/;

/** The answer of every field: status, error codes, and type or code of the result. */
async function answers(device: Device): Promise<Record<string, unknown>> {
  const byField: Record<string, unknown> = {};
  for (const [field, { document, variables }] of Object.entries(probes)) {
    if (SKIPPED.test(field)) continue;
    const { status, data, errors } = await device.send(document, variables?.(missing) ?? {});
    const [result] = Object.values(data ?? {});
    byField[field] = [
      status,
      ...errors.map(({ extensions }) => extensions['code']),
      result?.['__typename'],
      result?.['code'],
    ];
  }
  return byField;
}

async function local(role: Role): Promise<Device> {
  const { device, email } = await newcomer(system);
  await system.database.sql('UPDATE account SET role = $2 WHERE email = $1', [email, role]);
  await joinKiln(device, role);
  return device;
}

async function external(role: Role): Promise<Device> {
  const { access_token: accessToken } = await issuer.browser().signIn(role);
  const device = Object.assign(new Device(system.apiUrl), { accessToken });
  await joinKiln(device, role);
  return device;
}

/** Membership of a seller does not depend on where the account comes from. */
async function joinKiln(device: Device, role: Role): Promise<void> {
  if (role !== 'SELLER') return;
  const id = (await device.send(VIEWER)).data?.['viewer']?.['id'];
  await system.database.sql(
    `INSERT INTO seller_member (seller_id, account_id) SELECT id, $1 FROM seller WHERE slug = 'kiln-and-clay' ON CONFLICT DO NOTHING`,
    [id],
  );
}

describe('an issuer token', () => {
  test.each(roles)(
    'with the role %s gets the same answers as one of our accounts with that role',
    async (role) => {
      expect(await answers(await external(role))).toEqual(await answers(await local(role)));
    },
  );

  test.each(scopes)(
    'of a service with the scope %s gets the same answers as an API key with that scope',
    async (scope) => {
      const accessToken = await issuer.serviceToken('order-service', scope);
      const service = Object.assign(new Device(system.apiUrl), { accessToken });
      expect(await answers(service)).toEqual(await answers(await keyWith(scope)));
    },
  );

  test('of a seller’s member can adjust the stock of that seller only', async () => {
    const member = await external('SELLER');
    const adjust = async (slug: string) => {
      const [item] = await system.database.sql<{ id: string }>(
        `SELECT i.id FROM item i JOIN seller s ON s.id = i.seller_id WHERE s.slug = $1 LIMIT 1`,
        [slug],
      );
      const input = { itemId: item?.id, delta: 1, reason: 'FOUND', idempotencyKey: crypto.randomUUID() };
      return (
        await member.result(
          `mutation ($input: AdjustStockInput!) { adjustStock(input: $input) { __typename ... on UserError { code } } }`,
          { input },
        )
      )['__typename'];
    };
    expect([await adjust('kiln-and-clay'), await adjust('folio-and-thread')]).toEqual([
      'StockAdjusted',
      'ItemNotFound',
    ]);
  });
});

async function keyWith(scope: Scope): Promise<Device> {
  const admin = await signedIn(system, 'admin@splitcart.example', 'demo-admin-2026');
  const created = await admin.result(
    `mutation ($scopes: [String!]!) { createApiKey(input: { name: "Probe", scopes: $scopes }) {
      ... on CreateApiKeySuccess { secret } } }`,
    { scopes: [scope] },
  );
  return Object.assign(new Device(system.apiUrl), { accessToken: String(created['secret']) });
}
