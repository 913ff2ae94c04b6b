import { expect } from 'vitest';

import type { ModelRun } from './model-run.js';

/** Hold at every moment, whatever is under way. */
const ALWAYS = ['G1', 'G2', 'G3', 'G6', 'G7', 'G9'];
/** Hold when everybody who owed something had the time to do it. */
const IN_THE_END = [...ALWAYS, 'G5', 'G8'];

/** Compares the run with the guarantees that hold at any moment. */
export async function expectGuarantees(run: ModelRun): Promise<void> {
  expect(await violationsOf(run, ALWAYS)).toEqual([]);
}

/** Compares the run, in which nothing is under way any more, with all guarantees and with the model's own sums. */
export async function expectGoodEnd(run: ModelRun): Promise<void> {
  expect(await violationsOf(run, IN_THE_END)).toEqual([]);
  const orders = await ordersOf(run);
  expect(orders.flatMap((order) => faultsOf(run, order))).toEqual([]);
  await expectRefunds(run);
}

/** What is wrong with an order of which nothing is under way; each fault with all that is known of it. */
function faultsOf(run: ModelRun, order: EndedOrder): readonly string[] {
  const { status, authorization, total, captured, refunded, kept, pspIntentIds, waitsForPerson, isDue } =
    order;
  const net = netAtPsp(run, pspIntentIds);
  const open = run.world.psp.openAuthorizations();
  const isOver = status === 'EXPIRED' || status === 'CANCELED';
  const always: [isWrong: boolean, what: string][] = [
    [net < 0 || net > total, `the buyer was charged ${net}`],
    [isDue, 'a step is still owed'],
  ];
  // A person has to look at such an order; until then the books may know less than the PSP.
  const looked: typeof always = [
    [net !== captured - refunded, `the buyer was charged ${net}, the books have ${captured} - ${refunded}`],
    [status === 'PENDING_PAYMENT', 'nobody ends it'],
    [authorization !== null && authorization !== 'CLOSED', 'nobody closes its hold'],
    [pspIntentIds.some((id) => open.includes(id)), 'the PSP still holds money of it'],
    [isOver && net > kept, `it is over, and the buyer was charged ${net}`],
    [run.canceledOrderIds.has(order.id) && status !== 'CANCELED', 'to cancel it was promised'],
  ];
  const rules = waitsForPerson ? always : [...always, ...looked];
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
  /** What the PSP refused to give back of a canceled order; a person hears of it from the failed refund. */
  kept: number;
  pspIntentIds: readonly string[];
  waitsForPerson: boolean;
  isDue: boolean;
}>;

const ORDERS = `
SELECT o.id, o.status, p.authorization_state AS "authorization", o.total_minor::int AS total, p.captured_minor::int AS captured, p.refunded_minor::int AS refunded,
  (SELECT coalesce(sum(r.amount_minor), 0)::int FROM refund r WHERE r.payment_id = p.id AND r.status = 'FAILED' AND r.reason = 'ORDER_CANCELED') AS kept,
  (SELECT coalesce(array_agg(psp_intent_id) FILTER (WHERE psp_intent_id IS NOT NULL), '{}') FROM payment_intent i WHERE i.payment_id = p.id) AS "pspIntentIds",
  EXISTS (SELECT FROM psp_step s WHERE s.subject_id = p.order_id AND s.state IN ('NEEDS_ATTENTION', 'FAILED')) AS "waitsForPerson",
  EXISTS (SELECT FROM psp_step s WHERE s.subject_id = p.order_id AND s.state IN ('DUE', 'LEASED')) AS "isDue"
FROM orders o JOIN payment p ON p.order_id = o.id
WHERE o.id IN (SELECT order_id FROM seller_order WHERE seller_id = ANY ($1::text[]))`;

function ordersOf({ world, sellerIds }: ModelRun): Promise<readonly EndedOrder[]> {
  return world.database.sql<EndedOrder>(ORDERS, [sellerIds]);
}

/** What the buyer has paid for good, as the PSP's own journal has it. */
function netAtPsp({ world }: ModelRun, intentIds: readonly string[]): number {
  const signs: Partial<Record<string, number>> = { capture: 1, refund: -1, refund_failed: 1 };
  return world.psp.journal
    .filter(({ intent }) => intent !== null && intentIds.includes(intent))
    .reduce((sum, { type, amount }) => sum + (signs[type] ?? 0) * amount, 0);
}

/** Every refund that was promised is there with its amount, and what is refunded is what succeeded of them. */
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
    expect([row?.paymentOrder, row?.amount], `the promised refund ${refundId}`).toEqual([
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
