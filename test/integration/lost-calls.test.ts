import { beforeAll, describe, expect, test } from 'vitest';

import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { askPsp, payInCore, placeInCore, runStepsInCore } from '../harness/core-shopper.js';
import { cancelInCore } from './cancel-fixture.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices();
});

type Order = Awaited<ReturnType<typeof placeInCore>>;

const captureMode = (mode: 'AUTOMATIC' | 'ON_SHIPMENT', sellers = 100) =>
  started.database.sql(
    `UPDATE seller SET capture_mode = CASE WHEN id IN (SELECT id FROM seller ORDER BY id LIMIT $2) THEN $1 ELSE 'AUTOMATIC' END`,
    [mode, sellers],
  );

/** An order up to the call that will be lost, and how to trigger that call. */
type Flow = Readonly<{ kind: string; operation: string; match?: object; begin: () => Promise<Order> }> &
  Readonly<{ call: (order: Order) => Promise<unknown>; effect: string; ends: string }>;

const place = (sellers = 1) => placeInCore(started, { sellers, linesPerSeller: 1 });

async function authorizedOrder({ sellers = 1, onShipment = 0 } = {}): Promise<Order> {
  if (onShipment > 0) await captureMode('ON_SHIPMENT', onShipment);
  const order = await place(sellers);
  await payInCore(started, order);
  await captureMode('AUTOMATIC');
  return order;
}

const flows: readonly Flow[] = [
  {
    ...{ kind: 'CONFIRM', operation: 'payment_intents.confirm', effect: 'authorize', ends: 'CAPTURED' },
    begin: () => place(),
    call: (order) => payInCore(started, order),
  },
  {
    ...{ kind: 'CAPTURE', operation: 'payment_intents.capture', effect: 'capture', ends: 'CAPTURED' },
    begin: () => authorizedOrder(),
    call: () => runStepsInCore(started),
  },
  {
    ...{ kind: 'CANCEL', operation: 'payment_intents.cancel', effect: 'void', ends: 'VOIDED' },
    begin: () => authorizedOrder({ onShipment: 100 }),
    call: (order) => canceled(order),
  },
  {
    ...{ kind: 'REFUND', operation: 'refunds.create', effect: 'refund', ends: 'REFUNDED' },
    begin: async () => {
      const order = await authorizedOrder();
      await runStepsInCore(started);
      return order;
    },
    call: (order) => canceled(order),
  },
];

/** How a call is lost, and whether the PSP executed it. */
const losses = [
  { how: 'behind a stored error', fault: 'fail_stored', isDone: false, isForgotten: false },
  { how: 'behind a stored error', fault: 'fail_after', isDone: true, isForgotten: false },
  { how: 'until its key expired', fault: 'fail', isDone: false, isForgotten: true },
  { how: 'until its key expired', fault: 'reset', isDone: true, isForgotten: true },
] as const;

describe.each(flows)('a lost $kind call', ({ kind, operation, begin, call, effect, ends }) => {
  test.each(losses)(
    '$how (executed: $isDone) has exactly one effect in the end',
    async ({ fault, isDone, isForgotten }) => {
      const order = await begin();
      await control('/_sim/faults', { operation, kind: fault, times: 1 });
      await call(order);
      const lost = await stepOf(order, kind);
      expect(lost).toMatchObject({ state: 'DUE' });
      expect(await effectsOn(order, effect)).toBe(isDone ? 1 : 0);
      if (isForgotten) await letADayPass();
      await runToTheEnd();
      expect(await stepOf(order, kind)).toEqual({
        state: 'SUCCEEDED',
        key: isDone ? lost?.key : `${lost?.key}_r2`,
      });
      // A confirmation token from a day ago has expired at the PSP: the shopper must enter the card again.
      const isStale = kind === 'CONFIRM' && isForgotten && !isDone;
      expect(await effectsOn(order, effect)).toBe(isStale ? 0 : 1);
      expect(await paymentStatus(order)).toBe(isStale ? 'NOT_CAPTURED' : ends);
    },
  );
});

describe('a lost intent creation', () => {
  test.each(losses)('$how (executed: $isDone) creates exactly one intent', async ({ fault, isForgotten }) => {
    await control('/_sim/faults', { operation: 'payment_intents.create', kind: fault, times: 1 });
    const order = await place();
    if (isForgotten) await letADayPass();
    await runToTheEnd();
    expect(await stepOf(order, 'CREATE_INTENT')).toMatchObject({ state: 'SUCCEEDED' });
    const made = await intentsOf(order);
    expect(made).toHaveLength(1);
    const [intent] = await started.database.sql(
      'SELECT status, psp_intent_id FROM payment_intent WHERE id = $1',
      [order.intentId],
    );
    expect(intent).toEqual({ status: 'CREATED', psp_intent_id: made[0] });
  });
});

async function canceled({ orderId }: Order): Promise<void> {
  await cancelInCore(started, orderId);
  await runStepsInCore(started);
}

/** Advances both clocks by a day: the PSP's idempotency keys have expired, and our steps reflect that. */
async function letADayPass(): Promise<void> {
  await control('/_sim/clock', { advanceSeconds: 25 * 3_600 });
  await started.database.sql(
    `UPDATE psp_step SET first_called_at = first_called_at - interval '25 hours' WHERE state = 'DUE'`,
  );
}

/** Runs all steps now, including those due later. */
async function runToTheEnd(): Promise<void> {
  for (;;) {
    const due = await started.database.sql(
      `UPDATE psp_step SET run_at = now(), dispatched_at = NULL WHERE state = 'DUE' RETURNING id`,
    );
    if (due.length === 0) return;
    await runStepsInCore(started);
  }
}

async function stepOf({ orderId }: Order, kind: string): Promise<{ state: string; key: string } | undefined> {
  const [step] = await started.database.sql<{ state: string; key: string }>(
    'SELECT state, psp_key AS key FROM psp_step WHERE subject_id = $1 AND kind = $2',
    [orderId, kind],
  );
  return step;
}

async function paymentStatus({ orderId }: Order): Promise<string | undefined> {
  const [payment] = await started.database.sql<{ status: string }>(
    'SELECT status FROM payment WHERE order_id = $1',
    [orderId],
  );
  return payment?.status;
}

/** Number of such movements in the PSP's journal for this order. */
async function effectsOn({ pspIntentId }: Order, type: string): Promise<number> {
  const response = await fetch(`${started.simulator.url}/_sim/journal?type=${type}&intent=${pspIntentId}`);
  return ((await response.json()) as { entries: unknown[] }).entries.length;
}

async function intentsOf({ orderId }: Order): Promise<string[]> {
  const path = '/v1/payment_intents?limit=100';
  const { data } = (await askPsp(started, path)) as unknown as {
    data: { id: string; metadata: Record<string, string> }[];
  };
  return data.filter(({ metadata }) => metadata['order_id'] === orderId).map(({ id }) => id);
}

async function control(path: string, body: object): Promise<void> {
  const response = await fetch(`${started.simulator.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}
