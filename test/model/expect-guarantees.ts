import { expect } from 'vitest';

import type { ModelRun } from './model-run.js';

/** Hold at all times, whatever is in progress. */
const ALWAYS = ['G1', 'G2', 'G3', 'G6', 'G7', 'G9'];
/** Hold once all pending work has had time to finish. */
const IN_THE_END = [...ALWAYS, 'G5', 'G8'];

/** Checks the guarantees that hold at all times. */
export async function expectGuarantees(run: ModelRun): Promise<void> {
  expect(await violationsOf(run, ALWAYS)).toEqual([]);
}

/** Checks a settled run against all guarantees and the model's own sums. */
export async function expectGoodEnd(run: ModelRun): Promise<void> {
  expect(await violationsOf(run, IN_THE_END)).toEqual([]);
  const orders = await ordersOf(run);
  expect(orders.flatMap((order) => faultsOf(run, order))).toEqual([]);
  await expectRefunds(run);
}

/** Faults of an order with no work in progress, each with the order's full data. */
function faultsOf(run: ModelRun, order: EndedOrder): readonly string[] {
  const { status, authorization, total, captured, refunded, kept, pspIntentIds, needsAttention, isDue } =
    order;
  const net = netAtPsp(run, pspIntentIds);
  const uncaptured = run.world.psp.openAuthorizations();
  const isOver = status === 'EXPIRED' || status === 'CANCELED';
  const always: [isWrong: boolean, what: string][] = [
    [net < 0 || net > total, `the buyer was charged ${net}`],
    [isDue, 'a step is still due'],
  ];
  // An order that needs attention may lag behind the PSP until an operator resolves it.
  const unlessAttentionNeeded: typeof always = [
    [net !== captured - refunded, `the buyer was charged ${net}, the ledger has ${captured} - ${refunded}`],
    [status === 'PENDING_PAYMENT', 'it is still waiting for payment'],
    [authorization !== null && authorization !== 'CLOSED', 'its authorization is still open'],
    [pspIntentIds.some((id) => uncaptured.includes(id)), 'the PSP still has an open authorization'],
    [isOver && net > kept, `it has ended, but the buyer was charged ${net}`],
    [run.canceledOrderIds.has(order.id) && status !== 'CANCELED', 'a cancellation was accepted'],
  ];
  const rules = needsAttention ? always : [...always, ...unlessAttentionNeeded];
  return rules.flatMap(([isWrong, what]) => (isWrong ? [`${what}: ${JSON.stringify(order)}`] : []));
}

async function violationsOf(
  { world, sellerIds, keyPrefix }: ModelRun,
  guarantees: readonly string[],
): Promise<readonly string[]> {
  return world.check.violations({ keyPrefix, sellerIds, journal: world.psp.movements() }, guarantees);
}

type EndedOrder = Readonly<{
  id: string;
  status: string;
  authorization: string | null;
  total: number;
  captured: number;
  refunded: number;
  /** Failed refunds of a canceled order; operations learns of them from the failed refund. */
  kept: number;
  pspIntentIds: readonly string[];
  needsAttention: boolean;
  isDue: boolean;
}>;

const ORDERS = `
SELECT o.id, o.status, p.authorization_state AS "authorization", o.total_minor::int AS total, p.captured_minor::int AS captured, p.refunded_minor::int AS refunded,
  (SELECT coalesce(sum(r.amount_minor), 0)::int FROM refund r WHERE r.payment_id = p.id AND r.status = 'FAILED' AND r.reason = 'ORDER_CANCELED') AS kept,
  (SELECT coalesce(array_agg(psp_intent_id) FILTER (WHERE psp_intent_id IS NOT NULL), '{}') FROM payment_intent i WHERE i.payment_id = p.id) AS "pspIntentIds",
  EXISTS (SELECT FROM psp_step s WHERE s.subject_id = p.order_id AND s.state IN ('NEEDS_ATTENTION', 'FAILED')) AS "needsAttention",
  EXISTS (SELECT FROM psp_step s WHERE s.subject_id = p.order_id AND s.state IN ('DUE', 'LEASED')) AS "isDue"
FROM orders o JOIN payment p ON p.order_id = o.id
WHERE o.id IN (SELECT order_id FROM seller_order WHERE seller_id = ANY ($1::text[]))`;

function ordersOf({ world, sellerIds }: ModelRun): Promise<readonly EndedOrder[]> {
  return world.database.sql<EndedOrder>(ORDERS, [sellerIds]);
}

/** Net amount charged to the buyer, from the PSP's own journal. */
function netAtPsp({ world }: ModelRun, intentIds: readonly string[]): number {
  const signs: Partial<Record<string, number>> = { capture: 1, refund: -1, refund_failed: 1 };
  return world.psp.journal
    .filter(({ intent }) => intent !== null && intentIds.includes(intent))
    .reduce((sum, { type, amount }) => sum + (signs[type] ?? 0) * amount, 0);
}

/** Every accepted refund exists with its amount; refunded and refunding totals match the refunds by status. */
async function expectRefunds(run: ModelRun): Promise<void> {
  const rows = await run.world.database.sql<{
    id: string;
    paymentOrder: string;
    amount: string;
    status: string;
  }>(
    `SELECT r.id, r.payment_order_id AS "paymentOrder", r.amount_minor AS amount, r.status FROM refund r
     JOIN payment_order po ON po.id = r.payment_order_id WHERE po.seller_id = ANY ($1::text[])`,
    [run.sellerIds],
  );
  for (const { refundId, paymentOrderId, amountMinor } of run.refunds) {
    const row = rows.find(({ id }) => id === refundId);
    expect([row?.paymentOrder, row?.amount], `the accepted refund ${refundId}`).toEqual([
      paymentOrderId,
      amountMinor.toString(),
    ]);
  }
  const paymentOrders = await run.world.database.sql<{ id: string; refunded: string; refunding: string }>(
    `SELECT id, refunded_minor AS refunded, refunding_minor AS refunding FROM payment_order WHERE seller_id = ANY ($1::text[])`,
    [run.sellerIds],
  );
  for (const { id, refunded, refunding } of paymentOrders) {
    const own = rows.filter(({ paymentOrder }) => paymentOrder === id);
    const sum = (statuses: readonly string[]) =>
      own
        .filter(({ status }) => statuses.includes(status))
        .reduce((total, { amount }) => total + BigInt(amount), 0n);
    expect([BigInt(refunded), BigInt(refunding)], `refunds of ${id}`).toEqual([
      sum(['SUCCEEDED']),
      sum(['REQUESTED', 'PENDING']),
    ]);
  }
}
