import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Device } from '../harness/device.js';
import { fault, journal, type PlaceOrderAnswer, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { signedIn } from './identity-fixture.js';

let system: TestSystem;
let shopper: Shopper;
let finance: Device;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
  finance = await signedIn(system, 'finance@splitcart.example', 'demo-finance-2026');
});

const REFUND = `mutation ($input: RefundPaymentOrderInput!) { refundPaymentOrder(input: $input) { __typename
  ... on RefundPaymentOrderSuccess { replayed refundId amount { amountMinor } }
  ... on RefundAboveCapture { refundable { amountMinor } } ... on UserError { code field } } }`;

type CapturedPart = {
  id: string;
  seller_id: string;
  seller_order_id: string;
  status: string;
  captured: number;
  refunded: number;
  refunding: number;
};

const paymentOrdersOf = ({ orderId }: PlaceOrderAnswer) =>
  system.database.sql<CapturedPart>(
    `SELECT id, seller_id, seller_order_id, status, captured_minor::int AS captured, refunded_minor::int AS refunded, refunding_minor::int AS refunding
     FROM payment_order WHERE order_id = $1 ORDER BY id`,
    [orderId],
  );

/** A paid and captured order, and its first share. */
async function captured({ sellers = 2, card = '4242424242424242' } = {}) {
  const order = await shopper.place(await shopper.fillCart({ sellers }));
  await shopper.authorize(order, { confirmationToken: await shopper.card(card) });
  await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
    what: 'the captures',
    timeoutMs: 60_000,
  });
  const [part] = await paymentOrdersOf(order);
  if (part === undefined) throw new Error('a captured order has a share');
  return { order, part };
}

const refund = (paymentOrderId: string, input: Record<string, unknown> = {}, by: Device = finance) =>
  by.result(REFUND, {
    input: { paymentOrderId, reason: 'RETURNED', idempotencyKey: randomUUID(), ...input },
  });

const firstPartWhen = async (order: PlaceOrderAnswer, what: string, is: (part: CapturedPart) => boolean) =>
  waitFor(
    async () => {
      const [part] = await paymentOrdersOf(order);
      return part !== undefined && is(part) ? part : null;
    },
    { what, timeoutMs: 60_000 },
  );

const refundIs = ({ id }: CapturedPart, status: string) =>
  waitFor(
    async () => {
      const of = 'SELECT FROM refund WHERE payment_order_id = $1 AND status = $2';
      return (await system.database.sql(of, [id, status])).length === 1;
    },
    { what: `a refund that is ${status}` },
  );

/** What the PSP gave back of an order, from its own journal. */
async function givenBack({ orderId }: PlaceOrderAnswer): Promise<number[]> {
  const [{ intent } = { intent: '' }] = await system.database.sql<{ intent: string }>(
    `SELECT psp_intent_id AS intent FROM payment_intent WHERE order_id = $1`,
    [orderId],
  );
  const refunds = (await journal(system, 'refund')).filter((entry) => entry.intent === intent);
  return refunds.map(({ amount }) => amount);
}

const advanceClock = (advanceSeconds: number) =>
  fetch(`${system.simulator.url}/_sim/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds }),
  });

describe('a refund of a share', () => {
  test('gives everything back once, in the books, in the totals, to the shopper and at the PSP', async () => {
    const { order, part } = await captured();
    const key = randomUUID();
    const asked = await refund(part.id, { idempotencyKey: key });
    expect(asked).toMatchObject({
      __typename: 'RefundPaymentOrderSuccess',
      amount: { amountMinor: String(part.captured) },
    });
    expect(await refund(part.id, { idempotencyKey: key })).toEqual({ ...asked, replayed: true });
    await firstPartWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await givenBack(order)).toEqual([part.captured]);
    expect((await shopper.fetchOrder(order)).payment.status).toBe('PARTIALLY_REFUNDED');
    const [books] = await system.database.sql<{ sum: number; entries: number }>(
      `SELECT coalesce(sum(CASE p.side WHEN 'CR' THEN p.amount_minor ELSE -p.amount_minor END) FILTER (WHERE p.account = 'seller_payable'), 0)::int AS sum,
         count(DISTINCT e.id) FILTER (WHERE e.fact = 'REFUNDED')::int AS entries
       FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id WHERE e.payment_order_id = $1`,
      [part.id],
    );
    // Whether the commission comes back is agreed per seller; what was captured and refunded is not the seller's any more.
    expect(books?.entries).toBe(1);
    expect(books?.sum).toBeLessThanOrEqual(0);
    const emitted = await system.database.sql(
      `SELECT type FROM outbox_event WHERE aggregate_id = $1 AND type = 'PaymentRefunded'`,
      [order.paymentId],
    );
    expect(emitted).toHaveLength(1);
    expect(await refund(part.id)).toMatchObject({ code: 'PAYMENT_ORDER_NOT_REFUNDABLE' });
  });

  test('may come in parts, and the last part makes it whole', async () => {
    const { order, part } = await captured({ sellers: 1 });
    const half = Math.floor(part.captured / 2);
    await refund(part.id, { amountMinor: String(half) });
    await firstPartWhen(order, 'half of it', ({ status }) => status === 'PARTIALLY_REFUNDED');
    expect((await shopper.fetchOrder(order)).payment.status).toBe('PARTIALLY_REFUNDED');
    expect(await refund(part.id, { amountMinor: String(part.captured) })).toMatchObject({
      code: 'REFUND_ABOVE_CAPTURE',
      refundable: { amountMinor: String(part.captured - half) },
    });
    await refund(part.id);
    await firstPartWhen(order, 'the rest', ({ status }) => status === 'REFUNDED');
    expect((await shopper.fetchOrder(order)).payment.status).toBe('REFUNDED');
    expect(await givenBack(order)).toEqual([half, part.captured - half]);
  });

  test('of lines gives back what the shopper paid for them', async () => {
    const { order, part } = await captured({ sellers: 1 });
    const [line] = await system.database.sql<{ id: string; gross: number }>(
      `SELECT id, (total_minor + tax_minor)::int AS gross FROM order_line WHERE seller_order_id = $1`,
      [part.seller_order_id],
    );
    const lines = [{ orderLineId: line?.id, quantity: 1 }];
    expect(await refund(part.id, { lines })).toMatchObject({ amount: { amountMinor: String(line?.gross) } });
    await firstPartWhen(order, 'the line', ({ refunded }) => refunded === line?.gross);
    // The one unit was refunded: not again, although the delivery charge is left.
    expect(await refund(part.id, { lines })).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'lines.0.quantity',
    });
  });

  test('is never more than was captured, however many ask at once', async () => {
    const { order, part } = await captured();
    const most = String(Math.ceil(part.captured * 0.6));
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => refund(part.id, { amountMinor: most })),
    );
    const won = answers.filter(({ __typename }) => __typename === 'RefundPaymentOrderSuccess');
    expect(won).toHaveLength(1);
    await firstPartWhen(order, 'the one refund', ({ refunded }) => refunded === Number(most));
    expect(await givenBack(order)).toEqual([Number(most)]);
  });

  test('above the capture is refused by the database itself', async () => {
    const { part } = await captured({ sellers: 1 });
    await expect(
      system.database.sql(`UPDATE payment_order SET refunding_minor = captured_minor + 1 WHERE id = $1`, [
        part.id,
      ]),
    ).rejects.toThrow('payment_order_is_never_refunded_twice');
  });

  test('is made by the seller’s own people, operations and finance, and by nobody else', async () => {
    const { order, part } = await captured({ sellers: 1 });
    const slug = await system.database.sql<{ slug: string }>(`SELECT slug FROM seller WHERE id = $1`, [
      part.seller_id,
    ]);
    const other = slug[0]?.slug === 'folio' ? 'kiln' : 'folio';
    const stranger = await signedIn(system, `${other}@splitcart.example`, `demo-${other}-2026`);
    const [isOther] = await system.database.sql(
      `SELECT 1 FROM seller_member m JOIN account a ON a.id = m.account_id WHERE a.email = $1 AND m.seller_id = $2`,
      [`${other}@splitcart.example`, part.seller_id],
    );
    expect(isOther).toBeUndefined();
    expect(await refund(part.id, {}, stranger)).toMatchObject({ code: 'PAYMENT_ORDER_NOT_FOUND' });
    expect(await refund('po_unknown')).toMatchObject({ code: 'PAYMENT_ORDER_NOT_FOUND' });
    expect(await refund(part.id, { reason: 'ORDER_CANCELED' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await givenBack(order)).toEqual([]);
  });
});

describe('a refund whose answer is lost', () => {
  test('is made once', async () => {
    const { order, part } = await captured({ sellers: 1 });
    await fault(system, { operation: 'refunds.create', kind: 'fail_after', status: 500, times: 1 });
    await fault(system, { operation: 'refunds.create', kind: 'reset', times: 1 });
    await refund(part.id);
    await firstPartWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await givenBack(order)).toEqual([part.captured]);
  });

  test('is recorded by its webhook when the worker died with the answer', async () => {
    const { order, part } = await captured({ sellers: 1 });
    await fault(system, { operation: 'refunds.create', kind: 'timeout_after', times: 1 });
    await refund(part.id);
    await waitFor(async () => (await givenBack(order)).length === 1, { what: 'the refund at the PSP' });
    await system.workers.kill('SIGKILL');
    await system.workers.start();
    await firstPartWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await givenBack(order)).toEqual([part.captured]);
  });

  test('older than the PSP’s memory of keys is looked for before it is made', async () => {
    const { order, part } = await captured({ sellers: 1 });
    await fault(system, { operation: '*', kind: 'webhook_drop' });
    await fault(system, { operation: 'refunds.create', kind: 'fail_after', status: 500, times: 1 });
    await refund(part.id);
    await waitFor(
      async () => {
        const aged = await system.database.sql(
          `UPDATE psp_step SET first_called_at = now() - interval '24 hours', run_at = now() + interval '1 hour', attempt = 1
           WHERE params->>'paymentOrderId' = $1 AND kind = 'REFUND' AND state = 'DUE' AND attempt > 0 RETURNING id`,
          [part.id],
        );
        return aged.length === 1;
      },
      { what: 'the step to be a day old' },
    );
    // Its key is forgotten: sent again as it is, it would be another refund.
    await system.database.sql(
      `UPDATE psp_step SET psp_key = psp_key || '_forgotten', run_at = now(), dispatched_at = NULL WHERE params->>'paymentOrderId' = $1 AND kind = 'REFUND'`,
      [part.id],
    );
    await firstPartWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await givenBack(order)).toEqual([part.captured]);
    await fetch(`${system.simulator.url}/_sim/faults`, { method: 'DELETE' });
  });
});

describe('a refund that the PSP does not make', () => {
  test('leaves the money with the seller, and can be asked for again', async () => {
    const { order, part } = await captured({ sellers: 1 });
    await fault(system, {
      operation: 'refunds.create',
      kind: 'fail',
      status: 400,
      code: 'charge_disputed',
      times: 1,
    });
    await refund(part.id);
    await refundIs(part, 'FAILED');
    expect((await paymentOrdersOf(order))[0]).toMatchObject({
      status: 'CAPTURED',
      refunded: 0,
      refunding: 0,
    });
    await refund(part.id);
    await firstPartWhen(order, 'the second refund', ({ status }) => status === 'REFUNDED');
  });

  test('and that the bank sends back weeks later is failed after all, and the seller has the money again', async () => {
    const { order, part } = await captured({ sellers: 1, card: '4000000000005126' });
    const balance = async () =>
      (
        await system.database.sql<{ sum: string }>(
          `SELECT sum(pending_minor + available_minor)::text AS sum FROM seller_balance WHERE seller_id = $1`,
          [part.seller_id],
        )
      )[0]?.sum;
    const before = await balance();
    await refund(part.id);
    await firstPartWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await balance()).not.toBe(before);
    await advanceClock(120);
    await firstPartWhen(order, 'the money to come back', ({ status }) => status === 'CAPTURED');
    expect((await paymentOrdersOf(order))[0]).toMatchObject({ refunded: 0, refunding: 0 });
    expect((await shopper.fetchOrder(order)).payment.status).toBe('CAPTURED');
    expect(await balance()).toBe(before);
    const parked = await system.database.sql(
      `SELECT parked_reason FROM webhook_event WHERE parked_at IS NOT NULL`,
    );
    expect(parked).toEqual([]);
  });

  test('at once is pending, and done when the bank has done it', async () => {
    const { order, part } = await captured({ sellers: 1, card: '4000000000007726' });
    await refund(part.id);
    await refundIs(part, 'PENDING');
    expect((await paymentOrdersOf(order))[0]).toMatchObject({ status: 'CAPTURED', refunding: part.captured });
    await advanceClock(120);
    await firstPartWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
  });
});
