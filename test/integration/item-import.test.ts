import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import express from 'express';
import { beforeAll, describe, expect, test } from 'vitest';

import { drawnPictures } from '../../api/http/drawn-pictures.js';
import { itemSheets } from '../../adapters/csv/item-sheets.js';
import { itemSheetRoutes } from '../../api/rest/item-sheet-routes.js';
import { itemDetailsReader } from '../../core/catalog/item-details.js';
import { bindCatalog } from '../../api/use-cases.js';
import type { Actor } from '../../core/identity/actor.js';
import { newId, type SellerId } from '../../core/shared/ids.js';
import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { atEndOfFile } from '../harness/cleanup.js';

let started: CheckoutServices;
let url: string;
let sellerId: SellerId;
const accountId = newId('acc');

/** The routes with their real stores; only authentication is faked. */
beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 8 });
  const { database, services } = started;
  await database.sql(
    `INSERT INTO account (id, email, display_name, password_hash, role) VALUES ($1, 'seller@example.com', 'Sel', 'x', 'SELLER')`,
    [accountId],
  );
  const [row] = await database.sql<{ id: SellerId }>(`SELECT id FROM seller WHERE slug = 'kiln-and-clay'`);
  sellerId = row?.id ?? newId('sel');
  const member: Actor = {
    kind: 'ACCOUNT',
    accountId,
    roles: ['SELLER'],
    sellerIds: [sellerId],
    sessionId: 's',
  };
  const authenticator = {
    authenticate: (credential: string) =>
      Promise.resolve(
        credential === 'member-of-it' ? { actor: member, credential: null, expiresAt: null } : null,
      ),
  };
  const app = express();
  const itemDetails = itemDetailsReader(drawnPictures);
  app.use(itemSheetRoutes({ catalog: bindCatalog({ ...services, itemSheets, itemDetails }), authenticator }));
  const server = createServer(app).listen(0, '127.0.0.1');
  atEndOfFile(async () => {
    server.close();
    await once(server, 'close');
  });
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/sellers`;
});

type Answer = { status: number; body: Record<string, unknown> & { faults?: unknown[] } };

type LoadOptions = { key?: string; dryRun?: boolean; credential?: string };

async function load(csv: string, options: LoadOptions = {}): Promise<Answer> {
  const response = await send(csv, options);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function send(csv: string, options: LoadOptions = {}): Promise<Response> {
  const { key = randomUUID(), dryRun = false, credential = 'member-of-it' } = options;
  return await fetch(`${url}/${sellerId}/items.csv?dryRun=${dryRun}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'idempotency-key': key, 'content-type': 'text/csv' },
    body: csv,
  });
}

async function save(credential = 'member-of-it'): Promise<Response> {
  return fetch(`${url}/${sellerId}/items.csv`, { headers: { authorization: `Bearer ${credential}` } });
}

/** Everything an import can write. */
const everything = () =>
  started.database.sql(
    `SELECT (SELECT json_agg(i ORDER BY id) FROM item i)::text AS items, (SELECT json_agg(s ORDER BY item_id) FROM stock s)::text AS stock,
       (SELECT count(*) FROM item_edit) AS edits, (SELECT count(*) FROM stock_adjustment) AS adjustments`,
  );

const rows = (count: number, prefix: string, price = '5.00') =>
  [
    'sku,name,category,picture,price,currency,stock_adjustment,stock_reason',
    ...Array.from(
      { length: count },
      (_, nth) => `${prefix}-${nth},Cup ${nth},Ceramics,bud-vase,${price},EUR,10,DELIVERED`,
    ),
  ].join('\n');

describe('an import', () => {
  test('of an export changes no item, stock or audit record', async () => {
    const exported = await save();
    expect(exported.headers.get('content-type')).toContain('text/csv');
    expect(exported.headers.get('content-disposition')).toBe('attachment; filename=items.csv');
    const csv = await exported.text();
    expect(csv.split('\r\n').length).toBeGreaterThan(5);
    const before = await everything();
    const { status, body } = await load(csv);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ created: 0, updated: 0, stockAdjusted: 0, dryRun: false }),
    ]);
    expect(body['unchanged']).toBeGreaterThan(3);
    expect(await everything()).toEqual(before);
  });

  test('creates and updates items and adjusts stock, with audit records; a replay returns the same answer', async () => {
    const key = randomUUID();
    const csv = `${rows(2, 'NEW')}\nKC-MUG-01,Ash-glaze mug,Ceramics,bud-vase,24.00,EUR,-5,LOST\n`;
    const first = { created: 2, updated: 1, unchanged: 0, stockAdjusted: 3, dryRun: false, replayed: false };
    expect(await load(csv, { key })).toEqual({ status: 200, body: first });
    const written = await everything();
    expect(await load(csv, { key })).toEqual({ status: 200, body: { ...first, replayed: true } });
    expect(await everything()).toEqual(written);
    expect(await load(`${csv}\n`, { key })).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    const audit = await started.database.sql(
      `SELECT i.sku, st.on_hand, e.cause, e.account_id, e.before->>'picture' AS before, e.after->>'picture' AS after, a.delta, a.on_hand AS noted
       FROM item i JOIN stock st ON st.item_id = i.id JOIN item_edit e ON e.item_id = i.id JOIN stock_adjustment a ON a.item_id = i.id
       WHERE i.seller_id = $1 ORDER BY i.sku`,
      [sellerId],
    );
    const by = { account_id: accountId, cause: 'IMPORTED', after: 'bud-vase' };
    const added = { ...by, before: null, on_hand: 10, delta: 10, noted: 10 };
    const mug = { ...by, before: 'ash-glaze-mug', on_hand: 4_995, delta: -5, noted: 4_995 };
    expect(audit).toEqual([
      { ...mug, sku: 'KC-MUG-01' },
      { ...added, sku: 'NEW-0' },
      { ...added, sku: 'NEW-1' },
    ]);
  });

  test('with a fault in one row writes no row, and a dry run writes nothing', async () => {
    const before = await everything();
    const rejected = await load(`${rows(3, 'BAD')}\nBAD-9,,Ceramics,bud-vase,0,EUR,,\n`);
    expect(rejected).toMatchObject({ status: 422, body: { code: 'IMPORT_REJECTED', faultCount: 2 } });
    expect(rejected.body.faults).toEqual([
      { row: 5, column: 'name', code: 'INVALID_VALUE', message: 'must not be empty' },
      {
        row: 5,
        column: 'price',
        code: 'INVALID_VALUE',
        message: 'must be above zero and no more than can be charged in its currency',
      },
    ]);
    expect(await load(rows(3, 'DRY'), { dryRun: true })).toMatchObject({
      status: 200,
      body: { created: 3, dryRun: true },
    });
    expect(await everything()).toEqual(before);
  });

  test('sent several times concurrently is one import', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => load(rows(20, 'RACE'), { key })));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect(answers.filter(({ body }) => body['replayed'] === false)).toHaveLength(1);
    const different = await Promise.all(Array.from({ length: 4 }, () => load(rows(20, 'RACE2'))));
    expect(different.map(({ status }) => status)).toEqual(Array(4).fill(200));
    const [found] = await started.database
      .sql(`SELECT count(*)::int AS count, min(on_hand) AS least, max(on_hand) AS most
      FROM item JOIN stock ON item_id = id WHERE sku LIKE 'RACE2-%'`);
    expect(found).toEqual({ count: 20, least: 40, most: 40 });
  });

  test('runs the same statements for 10 rows as for 2,000', async () => {
    const { statements } = started;
    const [, few] = await statements.during(() => load(rows(10, 'FEW')));
    const [, many] = await statements.during(() => load(rows(2_000, 'MANY')));
    expect(many).toEqual(few);
    expect(many).toHaveLength(6);
    const [, changed] = await statements.during(() => load(rows(2_000, 'MANY', '6.00')));
    expect(changed).toEqual(few);
  });

  test('one byte above the limit is rejected unread; at the limit it is read', async () => {
    const limit = 2 * 1024 * 1024;
    const before = await everything();
    const atLimit = `${rows(1, 'HUGE')}\n`.padEnd(limit, '\n');
    expect(Buffer.byteLength(atLimit)).toBe(limit);
    expect((await send(`${atLimit}\n`)).status).toBe(413);
    // It was read, so the error is about its empty rows.
    expect((await load(atLimit)).status).toBe(422);
    expect(await everything()).toEqual(before);
  });
});

test('non-members find neither export nor import', async () => {
  expect((await save('another-credential')).status).toBe(401);
  expect((await fetch(`${url}/${sellerId}/items.csv`)).status).toBe(404);
  expect(await load('sku\n', { credential: 'another-credential' })).toMatchObject({ status: 401 });
  const [other] = await started.database.sql<{ id: string }>('SELECT id FROM seller WHERE id <> $1 LIMIT 1', [
    sellerId,
  ]);
  const headers = { authorization: 'Bearer member-of-it' };
  const answer = await fetch(`${url}/${other?.id}/items.csv`, { headers });
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'SELLER_NOT_FOUND' }]);
});
