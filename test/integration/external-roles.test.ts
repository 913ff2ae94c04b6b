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

/** Nothing of what the probes ask for exists, so that asking changes nothing and both answers can be compared. */
const nowhere = new Proxy({}, { get: () => newId('ord') }) as Target;
/** They end a session, open another one, or need a socket; neither depends on the role. */
const APART = /^(Subscription\.|Mutation\.(register|signIn|signOut|signOutEverywhere|refreshSession)$)/;

/** What every field of the schema answers: its error codes, else the type of its result. */
async function answers(device: Device): Promise<Record<string, unknown>> {
  const given: Record<string, unknown> = {};
  for (const [field, { document, variables }] of Object.entries(probes)) {
    if (APART.test(field)) continue;
    const { status, data, errors } = await device.send(document, variables?.(nowhere) ?? {});
    const [result] = Object.values(data ?? {});
    given[field] = [
      status,
      ...errors.map(({ extensions }) => extensions['code']),
      result?.['__typename'],
      result?.['code'],
    ];
  }
  return given;
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

/** Sellers have members, wherever these come from. */
async function joinKiln(device: Device, role: Role): Promise<void> {
  if (role !== 'SELLER') return;
  const id = (await device.send(VIEWER)).data?.['viewer']?.['id'];
  await system.database.sql(
    `INSERT INTO seller_member (seller_id, account_id) SELECT id, $1 FROM seller WHERE slug = 'kiln-and-clay' ON CONFLICT DO NOTHING`,
    [id],
  );
}

describe('a token of the issuer', () => {
  test.each(roles)('of a person who is %s is answered as an account of ours with that role', async (role) => {
    expect(await answers(await external(role))).toEqual(await answers(await local(role)));
  });

  test.each(scopes)('of a service with the scope %s is answered as a key of ours with it', async (scope) => {
    const accessToken = await issuer.serviceToken('order-service', scope);
    const service = Object.assign(new Device(system.apiUrl), { accessToken });
    expect(await answers(service)).toEqual(await answers(await keyWith(scope)));
  });

  test('of a member of a seller corrects the stock of that seller, and of no other', async () => {
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
