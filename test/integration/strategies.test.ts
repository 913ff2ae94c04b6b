import { randomUUID } from 'node:crypto';

import { beforeAll, expect, test } from 'vitest';

import type { StrategySetting } from '../../core/checkout/authorization/plan-authorizations.js';
import { voidPaymentOrder } from '../../core/payments/void-payment-order.js';
import type { Actor } from '../../core/identity/actor.js';
import { cancelOrder } from '../../core/orders/cancel-order.js';
import { placeOrder } from '../../core/orders/place-order.js';
import { authorizePayment } from '../../core/payments/authorize-payment.js';
import { refundPaymentOrder } from '../../core/payments/refund-payment-order.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { newId } from '../../core/shared/ids.js';
import type { CheckoutServices } from '../harness/checkout-services.js';
import { fillCart, GUEST, startCheckoutServices } from '../harness/checkout-services.js';
import { askPsp, runStepsInCore } from '../harness/core-shopper.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 10 });
});

const OPS: Actor = {
  kind: 'ACCOUNT',
  accountId: newId('acc'),
  roles: ['OPS'],
  sellerIds: [],
  sessionId: 's1',
};
const by = { requester: { actor: OPS, correlationId: 'test-request' } };

type Strategy = Readonly<{ name: string; captureStrategy: StrategySetting; card: string }>;
type CapturedPaymentOrder = Readonly<{ id: string; captured: bigint }>;

const STRATEGIES: readonly Strategy[] = [
  { name: 'MULTICAPTURE', captureStrategy: 'auto', card: 'pm_card_visa' },
  { name: 'SINGLE_CAPTURE', captureStrategy: 'auto', card: 'pm_card_sim_multicaptureUnavailable' },
  { name: 'INTENT_PER_SELLER', captureStrategy: 'intent_per_seller', card: 'pm_card_visa' },
];

/** Always the same three-seller order: the first seller's is voided, the others captured, one partially refunded. */
async function buy({ name, captureStrategy, card }: Strategy): Promise<string> {
  const services = { ...started.services, captureStrategy };
  await started.database.sql(`UPDATE seller SET capture_mode = 'AUTOMATIC'`);
  const cart = await fillCart(started, { sellers: 3, linesPerSeller: 2 });
  const placed = await placeOrder(services, { ...cart, idempotencyKey: randomUUID() });
  if (isDomainError(placed)) throw new Error(placed.code);
  const { orderId, paymentIntentId } = placed.answer;
  await started.database.sql(
    `UPDATE seller SET capture_mode = 'ON_SHIPMENT' WHERE id = (SELECT seller_id FROM seller_order WHERE order_id = $1 ORDER BY id LIMIT 1)`,
    [orderId],
  );
  const token = await askPsp(started, '/v1/test_helpers/confirmation_tokens', { payment_method: card });
  const orderToken = services.tokens.orderToken(orderId);
  const paying = { paymentIntentId, orderToken, confirmationToken: token.id, requester: GUEST };
  await authorizePayment(services, { ...paying, idempotencyKey: randomUUID() });
  await runStepsInCore(started);
  const [first] = await paymentOrdersOf(orderId);
  const voiding = {
    ...by,
    paymentOrderId: first?.id ?? '',
    reason: 'sold out',
    idempotencyKey: randomUUID(),
  };
  expect(await voidPaymentOrder(services, voiding)).toMatchObject({ status: 'VOIDED' });
  await runStepsInCore(started);
  const captured = (await paymentOrdersOf(orderId)).find((paymentOrder) => paymentOrder.captured > 0n);
  const refund = { ...by, paymentOrderId: captured?.id ?? '', amountMinor: '333', lines: null } as const;
  const refunding = { ...refund, reason: 'DAMAGED', note: '', idempotencyKey: randomUUID() } as const;
  expect(await refundPaymentOrder(services, refunding)).toMatchObject({ amountMinor: '333' });
  await runStepsInCore(started);
  const [payment] = await started.database.sql<{ strategy: string; authorization: string }>(
    'SELECT capture_strategy AS strategy, authorization_state AS "authorization" FROM payment WHERE order_id = $1',
    [orderId],
  );
  expect(payment).toEqual({ strategy: name, authorization: 'CLOSED' });
  return orderId;
}

async function paymentOrdersOf(orderId: string): Promise<readonly CapturedPaymentOrder[]> {
  const rows = await started.database.sql<{ id: string; captured: string }>(
    `SELECT po.id, po.captured_minor AS captured FROM payment_order po WHERE order_id = $1 ORDER BY seller_order_id, id`,
    [orderId],
  );
  return rows.map(({ id, captured }) => ({ id, captured: BigInt(captured) }));
}

/** Debits and credits per account and fact. */
const ledgerOf = (orderId: string) =>
  started.database.sql<{
    fact: string;
    account: string;
    seller: string | null;
    side: string;
    amount: string;
  }>(
    `SELECT e.fact, l.account, l.seller_id AS seller, l.side, sum(l.amount_minor) AS amount
     FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id WHERE e.order_id = $1 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    [orderId],
  );

/** The PSP's own journal of the order's intents, summed by type. */
async function journalOf(orderId: string): Promise<Readonly<Record<string, number>>> {
  const intents = await started.database.sql<{ id: string }>(
    'SELECT psp_intent_id AS id FROM payment_intent WHERE order_id = $1',
    [orderId],
  );
  const sums: Record<string, number> = {};
  for (const { id } of intents) {
    const response = await fetch(`${started.simulator.url}/_sim/journal?intent=${id}`);
    const { entries } = (await response.json()) as { entries: { type: string; amount: number }[] };
    // The uncaptured remainder is released after a capture, and voided without one; both count as a release.
    for (const { type, amount } of entries) {
      const kind = type === 'void' ? 'release' : type;
      sums[kind] = (sums[kind] ?? 0) + amount;
    }
  }
  return sums;
}

test('one order has the same ledger and the same totals at the PSP with every strategy', async () => {
  const orders: string[] = [];
  for (const strategy of STRATEGIES) orders.push(await buy(strategy));
  const [first = [], ...others] = await Promise.all(orders.map(ledgerOf));
  expect(new Set(first.map(({ fact }) => fact))).toEqual(
    new Set(['AUTHORIZED', 'CAPTURED', 'AUTHORIZATION_RELEASED', 'REFUNDED']),
  );
  for (const ledger of others) expect(ledger).toEqual(first);
  const amountOf = (fact: string, account: string, side: string) =>
    first
      .filter((row) => row.fact === fact && row.account === account && row.side === side)
      .reduce((sum, { amount }) => sum + Number(amount), 0);
  const moved = {
    authorize: amountOf('AUTHORIZED', 'auth_hold', 'DR'),
    capture: amountOf('CAPTURED', 'psp_clearing', 'DR'),
    release: amountOf('AUTHORIZATION_RELEASED', 'auth_hold', 'CR'),
    refund: amountOf('REFUNDED', 'psp_clearing', 'CR'),
  };
  for (const orderId of orders) expect(await journalOf(orderId)).toEqual(moved);
});

test('a canceled order keeps no money with any strategy', async () => {
  for (const strategy of STRATEGIES) {
    const orderId = await buy(strategy);
    const { services } = started;
    const why = { ...by, reason: 'OTHER', note: '', idempotencyKey: randomUUID() } as const;
    expect(await cancelOrder(services, { ...why, orderId, orderToken: null })).toMatchObject({ orderId });
    await runStepsInCore(started);
    const { capture = 0, refund = 0, release = 0, authorize = 0 } = await journalOf(orderId);
    expect({ kept: capture - refund, open: authorize - capture - release }).toEqual({ kept: 0, open: 0 });
  }
});
