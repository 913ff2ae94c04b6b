import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import { adjustStock } from '../../core/inventory/adjust-stock.js';
import type { SellerId } from '../../core/shared/ids.js';
import { newId } from '../../core/shared/ids.js';
import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';

let started: CheckoutServices;
const accountId = newId('acc');

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 10 });
  await started.database.sql(
    `INSERT INTO account (id, email, display_name, password_hash, role) VALUES ($1, 'seller@example.com', 'Sel', 'x', 'SELLER')`,
    [accountId],
  );
});

const memberOf = (...sellerIds: SellerId[]): Actor => ({
  kind: 'ACCOUNT',
  accountId,
  roles: ['SELLER'],
  sellerIds,
  sessionId: 's1',
});

/** An item with 100 units, 40 of them reserved, and a member of its seller. */
async function anItem() {
  const [row] = await started.database.sql<{ id: string; seller_id: SellerId }>(
    `WITH reset AS (UPDATE stock SET on_hand = 100, reserved = 40 WHERE item_id = (SELECT min(id) FROM item) RETURNING item_id)
     SELECT i.id, i.seller_id FROM item i JOIN reset ON reset.item_id = i.id`,
  );
  if (row === undefined) throw new Error('no item');
  return { itemId: row.id, actor: memberOf(row.seller_id) };
}

const adjust = (input: Partial<Parameters<typeof adjustStock>[1]> & { itemId: string; actor: Actor }) =>
  adjustStock(started.services, {
    delta: 5,
    reason: 'DELIVERED',
    note: 'Pallet 7',
    idempotencyKey: randomUUID(),
    ...input,
  });

const audit = (itemId: string) =>
  started.database.sql<{ delta: number }>(
    'SELECT delta, reason, note, account_id, on_hand FROM stock_adjustment WHERE item_id = $1 ORDER BY id',
    [itemId],
  );

describe('a seller', () => {
  test('adjusts the stock of their item, with account, reason and result in the audit trail', async () => {
    const item = await anItem();
    expect(await adjust(item)).toMatchObject({ onHand: 105, reserved: 40, replayed: false });
    expect(await adjust({ ...item, delta: -3, reason: 'DAMAGED' })).toMatchObject({ onHand: 102 });
    expect((await audit(item.itemId)).slice(-2)).toEqual([
      { delta: 5, reason: 'DELIVERED', note: 'Pallet 7', account_id: accountId, on_hand: 105 },
      { delta: -3, reason: 'DAMAGED', note: 'Pallet 7', account_id: accountId, on_hand: 102 },
    ]);
  });

  test('cannot remove units reserved by orders', async () => {
    const item = await anItem();
    const rejected = { code: 'STOCK_BELOW_RESERVED', onHand: 100, reserved: 40 };
    expect(await adjust({ ...item, delta: -61 })).toEqual(rejected);
    expect(await adjust({ ...item, delta: -60 })).toMatchObject({ onHand: 40, reserved: 40 });
  });

  test('sending one key several times concurrently adjusts once and always gets the same answer', async () => {
    const item = await anItem();
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => adjust({ ...item, idempotencyKey })));
    expect(answers.map((answer) => ('onHand' in answer ? answer.onHand : answer))).toEqual(
      Array(8).fill(105),
    );
    expect(answers.filter((answer) => 'replayed' in answer && !answer.replayed)).toHaveLength(1);
    expect(await adjust({ ...item, idempotencyKey, delta: 6 })).toEqual({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test.each([
    ['a delta of zero', { delta: 0 }, 'delta'],
    ['half a unit', { delta: 0.5 }, 'delta'],
    ['a key that is too short', { idempotencyKey: 'short' }, 'idempotencyKey'],
  ])('gets %s rejected', async (_what, fault, field) => {
    expect(await adjust({ ...(await anItem()), ...fault })).toMatchObject({ code: 'INVALID_INPUT', field });
  });
});

test('the item is not found by strangers, members of other sellers or shoppers', async () => {
  const { itemId } = await anItem();
  const before = await audit(itemId);
  const shopper: Actor = { kind: 'ACCOUNT', accountId, roles: ['SHOPPER'], sellerIds: [], sessionId: 's' };
  for (const actor of [ANONYMOUS, memberOf(newId('sel')), memberOf(), shopper])
    expect(await adjust({ itemId, actor })).toEqual({ code: 'ITEM_NOT_FOUND' });
  expect(await adjust({ itemId: 'itm_none', actor: memberOf() })).toEqual({ code: 'ITEM_NOT_FOUND' });
  expect(await audit(itemId)).toEqual(before);
});
