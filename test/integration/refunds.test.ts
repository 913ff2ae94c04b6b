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

type CapturedPaymentOrder = Record<'id' | 'seller_id' | 'seller_order_id' | 'status', string> &
  Record<'captured' | 'refunded' | 'refunding', number>;

const paymentOrdersOf = ({ orderId }: PlaceOrderAnswer) =>
  system.database.sql<CapturedPaymentOrder>(
    `SELECT id, seller_id, seller_order_id, status, captured_minor::int AS captured, refunded_minor::int AS refunded, refunding_minor::int AS refunding
     FROM payment_order WHERE order_id = $1 ORDER BY id`,
    [orderId],
  );

/** A captured order and its first payment order. */
async function captured({ sellers = 2, card = '4242424242424242' } = {}) {
  const order = await shopper.place(await shopper.fillCart({ sellers }));
  await shopper.authorize(order, { confirmationToken: await shopper.card(card) });
  await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
    what: 'the captures',
    timeoutMs: 60_000,
  });
  const [paymentOrder] = await paymentOrdersOf(order);
  if (paymentOrder === undefined) throw new Error('a captured order has a payment order');
  return { order, paymentOrder };
}

const refund = (paymentOrderId: string, input: Record<string, unknown> = {}, by: Device = finance) =>
  by.result(REFUND, {
    input: { paymentOrderId, reason: 'RETURNED', idempotencyKey: randomUUID(), ...input },
  });

const firstPaymentOrderWhen = async (
  order: PlaceOrderAnswer,
  what: string,
  is: (paymentOrder: CapturedPaymentOrder) => boolean,
) =>
  waitFor(
    async () => {
      const [paymentOrder] = await paymentOrdersOf(order);
      return paymentOrder !== undefined && is(paymentOrder) ? paymentOrder : null;
    },
    { what, timeoutMs: 60_000 },
  );

const refundIs = ({ id }: CapturedPaymentOrder, status: string) =>
  waitFor(
    async () => {
      const of = 'SELECT FROM refund WHERE payment_order_id = $1 AND status = $2';
      return (await system.database.sql(of, [id, status])).length === 1;
    },
    { what: `a refund that is ${status}` },
  );

/** Refunded amounts of an order from the PSP's own journal. */
async function refundsAtPsp({ orderId }: PlaceOrderAnswer): Promise<number[]> {
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

describe('a refund of a payment order', () => {
  test('returns the full amount once, in the ledger, the totals, the shopper’s view and at the PSP', async () => {
    const { order, paymentOrder } = await captured();
    const key = randomUUID();
    const asked = await refund(paymentOrder.id, { idempotencyKey: key });
    expect(asked).toMatchObject({
      __typename: 'RefundPaymentOrderSuccess',
      amount: { amountMinor: String(paymentOrder.captured) },
    });
    expect(await refund(paymentOrder.id, { idempotencyKey: key })).toEqual({ ...asked, replayed: true });
    await firstPaymentOrderWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await refundsAtPsp(order)).toEqual([paymentOrder.captured]);
    expect((await shopper.fetchOrder(order)).payment.status).toBe('PARTIALLY_REFUNDED');
    const [ledger] = await system.database.sql<{ sum: number; entries: number }>(
      `SELECT coalesce(sum(CASE p.side WHEN 'CR' THEN p.amount_minor ELSE -p.amount_minor END) FILTER (WHERE p.account = 'seller_payable'), 0)::int AS sum,
         count(DISTINCT e.id) FILTER (WHERE e.fact = 'REFUNDED')::int AS entries
       FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id WHERE e.payment_order_id = $1`,
      [paymentOrder.id],
    );
    // Whether commission is returned depends on the seller's terms, so the seller's net is zero or below.
    expect(ledger?.entries).toBe(1);
    expect(ledger?.sum).toBeLessThanOrEqual(0);
    const emitted = await system.database.sql(
      `SELECT type FROM outbox_event WHERE aggregate_id = $1 AND type = 'PaymentRefunded'`,
      [order.paymentId],
    );
    expect(emitted).toHaveLength(1);
    expect(await refund(paymentOrder.id)).toMatchObject({ code: 'PAYMENT_ORDER_NOT_REFUNDABLE' });
  });

  test('may be partial, and the last one completes it', async () => {
    const { order, paymentOrder } = await captured({ sellers: 1 });
    const half = Math.floor(paymentOrder.captured / 2);
    await refund(paymentOrder.id, { amountMinor: String(half) });
    await firstPaymentOrderWhen(order, 'the first half', ({ status }) => status === 'PARTIALLY_REFUNDED');
    expect((await shopper.fetchOrder(order)).payment.status).toBe('PARTIALLY_REFUNDED');
    expect(await refund(paymentOrder.id, { amountMinor: String(paymentOrder.captured) })).toMatchObject({
      code: 'REFUND_ABOVE_CAPTURE',
      refundable: { amountMinor: String(paymentOrder.captured - half) },
    });
    await refund(paymentOrder.id);
    await firstPaymentOrderWhen(order, 'the rest', ({ status }) => status === 'REFUNDED');
    expect((await shopper.fetchOrder(order)).payment.status).toBe('REFUNDED');
    expect(await refundsAtPsp(order)).toEqual([half, paymentOrder.captured - half]);
  });

  test('of lines returns what the shopper paid for them', async () => {
    const { order, paymentOrder } = await captured({ sellers: 1 });
    const [line] = await system.database.sql<{ id: string; gross: number }>(
      `SELECT id, (total_minor + tax_minor)::int AS gross FROM order_line WHERE seller_order_id = $1`,
      [paymentOrder.seller_order_id],
    );
    const lines = [{ orderLineId: line?.id, quantity: 1 }];
    expect(await refund(paymentOrder.id, { lines })).toMatchObject({
      amount: { amountMinor: String(line?.gross) },
    });
    await firstPaymentOrderWhen(order, 'the line', ({ refunded }) => refunded === line?.gross);
    // The one unit was refunded: not again, although the delivery charge is left.
    const again = await refund(paymentOrder.id, { lines });
    expect(again).toMatchObject({ code: 'INVALID_INPUT', field: 'lines.0.quantity' });
  });

  test('is never more than was captured, even concurrently', async () => {
    const { order, paymentOrder } = await captured();
    const most = String(Math.ceil(paymentOrder.captured * 0.6));
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => refund(paymentOrder.id, { amountMinor: most })),
    );
    const won = answers.filter(({ __typename }) => __typename === 'RefundPaymentOrderSuccess');
    expect(won).toHaveLength(1);
    await firstPaymentOrderWhen(order, 'the one refund', ({ refunded }) => refunded === Number(most));
    expect(await refundsAtPsp(order)).toEqual([Number(most)]);
  });

  test('above the capture is rejected by the database itself', async () => {
    const { paymentOrder } = await captured({ sellers: 1 });
    await expect(
      system.database.sql(`UPDATE payment_order SET refunding_minor = captured_minor + 1 WHERE id = $1`, [
        paymentOrder.id,
      ]),
    ).rejects.toThrow('payment_order_is_never_refunded_twice');
  });

  test('is denied to members of other sellers', async () => {
    const { order, paymentOrder } = await captured({ sellers: 1 });
    const slug = await system.database.sql<{ slug: string }>(`SELECT slug FROM seller WHERE id = $1`, [
      paymentOrder.seller_id,
    ]);
    const other = slug[0]?.slug === 'folio' ? 'kiln' : 'folio';
    const stranger = await signedIn(system, `${other}@splitcart.example`, `demo-${other}-2026`);
    const [isOther] = await system.database.sql(
      `SELECT 1 FROM seller_member m JOIN account a ON a.id = m.account_id WHERE a.email = $1 AND m.seller_id = $2`,
      [`${other}@splitcart.example`, paymentOrder.seller_id],
    );
    expect(isOther).toBeUndefined();
    expect(await refund(paymentOrder.id, {}, stranger)).toMatchObject({ code: 'PAYMENT_ORDER_NOT_FOUND' });
    expect(await refund('po_unknown')).toMatchObject({ code: 'PAYMENT_ORDER_NOT_FOUND' });
    expect(await refund(paymentOrder.id, { reason: 'ORDER_CANCELED' })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await refundsAtPsp(order)).toEqual([]);
  });
});

describe('a refund whose response is lost', () => {
  test('happens once', async () => {
    const { order, paymentOrder } = await captured({ sellers: 1 });
    await fault(system, { operation: 'refunds.create', kind: 'fail_after', status: 500, times: 1 });
    await fault(system, { operation: 'refunds.create', kind: 'reset', times: 1 });
    await refund(paymentOrder.id);
    await firstPaymentOrderWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await refundsAtPsp(order)).toEqual([paymentOrder.captured]);
  });

  test('is recorded after the worker is killed before recording it', async () => {
    const { order, paymentOrder } = await captured({ sellers: 1 });
    await fault(system, { operation: 'refunds.create', kind: 'timeout_after', times: 1 });
    await refund(paymentOrder.id);
    await waitFor(async () => (await refundsAtPsp(order)).length === 1, { what: 'the refund at the PSP' });
    await system.workers.kill('SIGKILL');
    await system.workers.start();
    await firstPaymentOrderWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await refundsAtPsp(order)).toEqual([paymentOrder.captured]);
  });

  test('is looked up before a retry once its key has expired at the PSP', async () => {
    const { order, paymentOrder } = await captured({ sellers: 1 });
    await fault(system, { operation: '*', kind: 'webhook_drop' });
    await fault(system, { operation: 'refunds.create', kind: 'fail_after', status: 500, times: 1 });
    await refund(paymentOrder.id);
    await waitFor(
      async () => {
        const aged = await system.database.sql(
          `UPDATE psp_step SET first_called_at = now() - interval '24 hours', run_at = now() + interval '1 hour', attempt = 1
           WHERE params->>'paymentOrderId' = $1 AND kind = 'REFUND' AND state = 'DUE' AND attempt > 0 RETURNING id`,
          [paymentOrder.id],
        );
        return aged.length === 1;
      },
      { what: 'the step to be a day old' },
    );
    // Simulates an expired key: a blind retry would create another refund.
    await system.database.sql(
      `UPDATE psp_step SET psp_key = psp_key || '_forgotten', run_at = now(), dispatched_at = NULL WHERE params->>'paymentOrderId' = $1 AND kind = 'REFUND'`,
      [paymentOrder.id],
    );
    await firstPaymentOrderWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await refundsAtPsp(order)).toEqual([paymentOrder.captured]);
    await fetch(`${system.simulator.url}/_sim/faults`, { method: 'DELETE' });
  });
});

describe('a refund that the PSP does not complete', () => {
  test('leaves the money with the seller when it fails, and can be requested again', async () => {
    const { order, paymentOrder } = await captured({ sellers: 1 });
    await fault(system, {
      operation: 'refunds.create',
      kind: 'fail',
      status: 400,
      code: 'charge_disputed',
      times: 1,
    });
    await refund(paymentOrder.id);
    await refundIs(paymentOrder, 'FAILED');
    expect((await paymentOrdersOf(order))[0]).toMatchObject({
      status: 'CAPTURED',
      refunded: 0,
      refunding: 0,
    });
    await refund(paymentOrder.id);
    await firstPaymentOrderWhen(order, 'the second refund', ({ status }) => status === 'REFUNDED');
  });

  test('fails when the bank reverses it weeks later, and the seller has the money again', async () => {
    const { order, paymentOrder } = await captured({ sellers: 1, card: '4000000000005126' });
    const balance = async () =>
      (
        await system.database.sql<{ sum: string }>(
          `SELECT sum(pending_minor + available_minor)::text AS sum FROM seller_balance WHERE seller_id = $1`,
          [paymentOrder.seller_id],
        )
      )[0]?.sum;
    const before = await balance();
    await refund(paymentOrder.id);
    await firstPaymentOrderWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
    expect(await balance()).not.toBe(before);
    await advanceClock(120);
    await firstPaymentOrderWhen(order, 'the reversal', ({ status }) => status === 'CAPTURED');
    expect((await paymentOrdersOf(order))[0]).toMatchObject({ refunded: 0, refunding: 0 });
    expect((await shopper.fetchOrder(order)).payment.status).toBe('CAPTURED');
    expect(await balance()).toBe(before);
    const parked = await system.database.sql(
      `SELECT parked_reason FROM webhook_event WHERE parked_at IS NOT NULL`,
    );
    expect(parked).toEqual([]);
  });

  test('immediately stays pending until the bank completes it', async () => {
    const { order, paymentOrder } = await captured({ sellers: 1, card: '4000000000007726' });
    await refund(paymentOrder.id);
    await refundIs(paymentOrder, 'PENDING');
    expect((await paymentOrdersOf(order))[0]).toMatchObject({
      status: 'CAPTURED',
      refunding: paymentOrder.captured,
    });
    await advanceClock(120);
    await firstPaymentOrderWhen(order, 'the refund', ({ status }) => status === 'REFUNDED');
  });
});
