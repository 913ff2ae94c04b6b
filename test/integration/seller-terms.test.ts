import { beforeAll, describe, expect, test } from 'vitest';

import { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { signedIn } from './identity-fixture.js';

let system: TestSystem;
let seller: Device;
let finance: Device;
let sellerId: string;

beforeAll(async () => {
  system = await startSystem({ workers: false });
  seller = await signedIn(system, 'kiln@splitcart.example', 'demo-kiln-2026');
  finance = await signedIn(system, 'finance@splitcart.example', 'demo-finance-2026');
  const [row] = await system.database.sql<{ id: string }>(
    `SELECT id FROM seller WHERE slug = 'kiln-and-clay'`,
  );
  sellerId = row?.id ?? '';
});

const TERMS = `currency
  shipping { version letter { amountMinor } parcel { amountMinor } bulky { amountMinor } freeFrom { amountMinor } }
  commission { version bps fixed { amountMinor } min { amountMinor } max { amountMinor } refundPolicy taxRemittedBy }`;
const saved = `__typename ... on TermsSaved { terms { ${TERMS} } } ... on TermsChanged { currentVersion } ... on UserError { code field }`;

const ship = (input: Record<string, unknown>, device = seller) =>
  device.result(
    `mutation ($input: SetShippingTermsInput!) { setShippingTerms(input: $input) { ${saved} } }`,
    {
      input: { sellerId, currency: 'EUR', version: 1, ...input },
    },
  );
const charge = (input: Record<string, unknown>, device = finance) =>
  device.result(
    `mutation ($input: SetCommissionPlanInput!) { setCommissionPlan(input: $input) { ${saved} } }`,
    {
      input: { sellerId, currency: 'EUR', version: 1, bps: 1_000, ...input },
    },
  );
type Terms = {
  currency: string;
  shipping: { version: number } | null;
  commission: { version: number } | null;
};
async function read(device: Device): Promise<Terms[] | null> {
  const answer = await device.send(`query ($id: ID!) { sellerTerms(sellerId: $id) { ${TERMS} } }`, {
    id: sellerId,
  });
  return (answer.data?.['sellerTerms'] ?? null) as Terms[] | null;
}
const versions = async (currency: string) => {
  const found = (await read(seller))?.find((each) => each.currency === currency);
  return [found?.shipping?.version ?? 0, found?.commission?.version ?? 0];
};
const audit = (currency: string) =>
  system.database.sql(
    `SELECT t.kind, t.version, a.email, t.before IS NULL AS is_first FROM terms_edit t JOIN account a ON a.id = t.account_id
     WHERE t.currency = $1 ORDER BY t.id`,
    [currency],
  );

describe('a seller', () => {
  test('sets flat and per-weight-class prices with the currency’s decimals, with an audit', async () => {
    expect(await ship({ currency: 'JPY', version: 0, flat: '500', freeFrom: '8000' })).toMatchObject({
      terms: { currency: 'JPY', shipping: { version: 1, bulky: { amountMinor: '500' } }, commission: null },
    });
    const byWeightClass = { letter: '0', parcel: '1.250', bulky: '9.990' };
    expect(await ship({ currency: 'KWD', version: 0, byWeightClass })).toMatchObject({
      terms: { shipping: { letter: { amountMinor: '0' }, parcel: { amountMinor: '1250' }, freeFrom: null } },
    });
    expect(await ship({ currency: 'KWD', version: 1, flat: '2' })).toMatchObject({
      terms: { shipping: { version: 2, letter: { amountMinor: '2000' } } },
    });
    const by = { kind: 'SHIPPING', email: 'kiln@splitcart.example' };
    expect(await audit('KWD')).toEqual([
      { ...by, version: 1, is_first: true },
      { ...by, version: 2, is_first: false },
    ]);
  });

  test('wins one of many edits of a version; the others get the current version', async () => {
    const [before = 0] = await versions('EUR');
    const prices = ['4.10', '4.20', '4.30', '4.40'];
    const answers = await Promise.all(prices.map((flat) => ship({ flat, version: before })));
    expect(answers.filter((answer) => answer['__typename'] === 'TermsSaved')).toHaveLength(1);
    expect(answers.filter((answer) => answer['currentVersion'] === before + 1)).toHaveLength(3);
  });

  test('without terms creates the first ones once, even concurrently', async () => {
    const answers = await Promise.all(
      ['1', '2', '3'].map((flat) => ship({ currency: 'CHF', version: 0, flat })),
    );
    expect(answers.filter((answer) => answer['__typename'] === 'TermsSaved')).toHaveLength(1);
    expect(await versions('CHF')).toEqual([1, 0]);
  });

  test.each([
    ['both pricing kinds', { flat: '1', byWeightClass: { letter: '1', parcel: '1', bulky: '1' } }, 'flat'],
    ['neither pricing kind', {}, 'flat'],
    ['half a yen', { currency: 'JPY', flat: '10.5' }, 'flat'],
    [
      'a negative price',
      { byWeightClass: { letter: '1', parcel: '-1', bulky: '1' } },
      'byWeightClass.parcel',
    ],
    ['a free-shipping threshold of zero', { flat: '1', freeFrom: '0' }, 'freeFrom'],
    ['an invalid currency', { flat: '1', currency: 'euro' }, 'currency'],
  ])('gets %s rejected', async (_what, input, field) => {
    expect(await ship(input)).toMatchObject({ code: 'INVALID_INPUT', field });
  });
});

describe('a commission plan', () => {
  test('is set by finance, with bounds, refund policy and tax remitter; the seller sees it', async () => {
    const [, before = 0] = await versions('EUR');
    const plan = {
      bps: 850,
      fixed: '0.30',
      min: '0.50',
      max: '40',
      refundPolicy: 'COMMISSION_KEPT',
      taxRemittedBy: 'SELLER',
    };
    expect(await charge({ ...plan, version: before })).toMatchObject({ __typename: 'TermsSaved' });
    expect((await read(seller))?.find(({ currency }) => currency === 'EUR')?.commission).toEqual({
      ...{ version: before + 1, bps: 850, refundPolicy: 'COMMISSION_KEPT', taxRemittedBy: 'SELLER' },
      ...{ fixed: { amountMinor: '30' }, min: { amountMinor: '50' }, max: { amountMinor: '4000' } },
    });
    expect(await charge({ version: before })).toMatchObject({
      code: 'TERMS_CHANGED',
      currentVersion: before + 1,
    });
  });

  test.each([
    ['more than 100 percent', { bps: 10_001 }, 'bps'],
    ['a maximum below the minimum', { min: '2', max: '1' }, 'max'],
  ])('is rejected with %s', async (_what, input, field) => {
    expect(await charge(input)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  test('cannot be set by a seller, nor shipping terms by finance', async () => {
    expect(await charge({}, seller)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await charge({}, new Device(system.apiUrl))).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    expect(await ship({ flat: '1' }, finance)).toMatchObject({ code: 'SELLER_NOT_FOUND' });
    expect(await charge({ sellerId: 'sel_none' })).toMatchObject({ code: 'SELLER_NOT_FOUND' });
    const other = await signedIn(system, 'folio@splitcart.example', 'demo-folio-2026');
    expect(await read(other)).toBeNull();
    expect(await ship({ flat: '1' }, other)).toMatchObject({ code: 'SELLER_NOT_FOUND' });
    expect(await read(finance)).not.toBeNull();
  });
});

test('a shipping change requires a new quote; an order keeps the terms and plan it was placed with', async () => {
  const shopper = new Shopper(system);
  const agreed = async (orderId: string) =>
    system.database.sql<{ shipping_minor: string; commission_minor: string; terms: number; plan: number }>(
      `SELECT shipping_minor, commission_minor, (shipping_terms->>'version')::int AS terms, (commission_plan->>'version')::int AS plan
       FROM seller_order WHERE order_id = $1 AND seller_id = $2`,
      [orderId, sellerId],
    );
  const [shipping = 0, plan = 0] = await versions('EUR');
  const first = await shopper.place(await shopper.fillCart({ sellers: 4 }));
  const before = await agreed(first.orderId);
  expect(before).toMatchObject([{ terms: shipping, plan }]);

  const cart = await shopper.fillCart({ sellers: 4 });
  expect(await ship({ version: shipping, flat: '7.77' })).toMatchObject({ __typename: 'TermsSaved' });
  expect(await shopper.place(cart)).toMatchObject({ code: 'QUOTE_CHANGED' });
  expect(await charge({ version: plan, bps: 2_500 })).toMatchObject({ __typename: 'TermsSaved' });

  expect(await agreed(first.orderId)).toEqual(before);
  const second = await shopper.place(await shopper.fillCart({ sellers: 4 }));
  const [after] = await agreed(second.orderId);
  expect(after).toMatchObject({ shipping_minor: '777', terms: shipping + 1, plan: plan + 1 });
  expect(after?.commission_minor).not.toBe(before[0]?.commission_minor);
});
