import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '../../core/identity/actor.js';
import { recordFact } from '../../core/checkout/record-fact.js';
import type { Id, IdPrefix } from '../../core/shared/ids.js';
import { newId, parseId } from '../../core/shared/ids.js';
import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { askPsp, payInCore, placeInCore, runStepsInCore } from '../harness/core-shopper.js';
import { cancelInCore } from './cancel-fixture.js';

let started: CheckoutServices;
const accountId = newId('acc');

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
  await started.database.sql(
    `INSERT INTO account (id, email, display_name, password_hash, role) VALUES ($1, 'buyer@example.com', 'Bo', 'x', 'SHOPPER')`,
    [accountId],
  );
});

const account = (role: 'SHOPPER' | 'OPS' | 'SELLER', id = accountId): Actor => ({
  kind: 'ACCOUNT',
  accountId: id,
  roles: [role],
  sellerIds: [],
  sessionId: 's1',
});

const place = () => placeInCore(started, { sellers: 2, linesPerSeller: 1 });

const cancel = (orderId: string, input: Parameters<typeof cancelInCore>[2] = {}) =>
  cancelInCore(started, orderId, input);

const one = async <Row extends object>(sql: string, ...values: unknown[]) =>
  (await started.database.sql<Row>(sql, values))[0];

const stateOf = (orderId: string) =>
  one<Record<string, unknown>>(
    `SELECT o.status, (SELECT status FROM payment WHERE order_id = o.id) AS payment,
       array(SELECT DISTINCT status FROM stock_reservation WHERE order_id = o.id) AS stock,
       array(SELECT type FROM outbox_event WHERE aggregate_id = o.id ORDER BY sequence) AS events
     FROM orders o WHERE o.id = $1`,
    orderId,
  );

const atPsp = async (pspIntentId: string) =>
  (await askPsp(started, `/v1/payment_intents/${pspIntentId}`)).status;

/** Authorizes at the PSP without notifying us. */
const confirmAtPsp = (pspIntentId: string) =>
  askPsp(started, `/v1/payment_intents/${pspIntentId}/confirm`, {
    payment_method: 'pm_card_visa',
    return_url: 'http://localhost/orders',
  });

/** Records the current PSP state of the intent, as its webhook would. */
async function receiveWebhook({ orderId, intentId, pspIntentId }: Awaited<ReturnType<typeof place>>) {
  const answer = await started.services.psp.retrieveIntent(pspIntentId);
  if (!('fact' in answer)) throw new Error(answer.reason);
  const subject = { intentId: must('pin', intentId), paymentOrderIds: [] };
  const by = { actor: 'psp', actorId: null, cause: 'webhook', correlationId: 'test-hear' } as const;
  return recordFact(started.services, { orderId: must('ord', orderId), subject, fact: answer.fact, by });
}

const ended = {
  status: 'CANCELED',
  payment: 'VOIDED',
  stock: ['RELEASED'],
  events: ['OrderCreated', 'OrderCanceled'],
};

describe('a buyer who cancels an unpaid order', () => {
  test('releases the stock, records the reason, emits the event and cancels the intent at the PSP', async () => {
    const { orderId, pspIntentId } = await place();
    expect(await cancel(orderId)).toEqual({ orderId, replayed: false });
    expect(await stateOf(orderId)).toEqual(ended);
    await runStepsInCore(started);
    expect(await atPsp(pspIntentId)).toBe('canceled');
    const cancellation = await one(
      'SELECT reason, note, canceled_by FROM order_cancellation WHERE order_id = $1',
      orderId,
    );
    expect(cancellation).toEqual({
      reason: 'CHANGED_MIND',
      note: 'The blue one is nicer',
      canceled_by: 'BUYER',
    });
    const history = await one(
      `SELECT from_state, to_state, actor, cause FROM state_transition WHERE entity_id = $1 ORDER BY position DESC LIMIT 1`,
      orderId,
    );
    expect(history).toEqual({
      from_state: 'PENDING_PAYMENT',
      to_state: 'CANCELED',
      actor: 'guest',
      cause: 'cancelOrder: CHANGED_MIND',
    });
  });

  test('can no longer pay for it', async () => {
    const order = await place();
    await cancel(order.orderId);
    expect(await payInCore(started, order)).toMatchObject({ code: 'PAYMENT_NOT_AUTHORIZABLE' });
  });

  test('several times with one key cancels it once; another key is rejected', async () => {
    const { orderId } = await place();
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => cancel(orderId, { idempotencyKey })));
    expect(answers.filter((answer) => 'replayed' in answer && !answer.replayed)).toHaveLength(1);
    expect(answers.filter((answer) => 'replayed' in answer)).toHaveLength(5);
    expect(await cancel(orderId, { idempotencyKey, note: 'Something else' })).toEqual({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await cancel(orderId)).toEqual({ code: 'ORDER_NOT_CANCELABLE', status: 'CANCELED' });
    expect(await stateOf(orderId)).toEqual(ended);
  });
});

describe('when the bank authorizes at the same moment', () => {
  test('and the cancellation is first, the authorization is voided and nothing is captured', async () => {
    const order = await place();
    await started.database.sql(`UPDATE payment_intent SET status = 'PENDING_AUTH' WHERE id = $1`, [
      order.intentId,
    ]);
    await cancel(order.orderId);
    await started.database.sql(
      `UPDATE psp_step SET run_at = now() + interval '1 hour' WHERE subject_id = $1 AND kind = 'CANCEL'`,
      [order.orderId],
    );
    await confirmAtPsp(order.pspIntentId);
    expect(await atPsp(order.pspIntentId)).toBe('requires_capture');
    expect(await receiveWebhook(order)).toEqual({ changed: true });
    expect(await receiveWebhook(order)).toEqual({ changed: false });
    await runStepsInCore(started);
    expect(await atPsp(order.pspIntentId)).toBe('canceled');
    expect(await stateOf(order.orderId)).toEqual(ended);
    const intent = await one('SELECT status, decline_code FROM payment_intent WHERE id = $1', order.intentId);
    expect(intent).toEqual({ status: 'CANCELED', decline_code: 'late_authorization' });
  });

  test('and the authorization is recorded first, the captured amount is refunded', async () => {
    const order = await place();
    await payInCore(started, order);
    expect(await cancel(order.orderId)).toMatchObject({ replayed: false });
    await runStepsInCore(started);
    expect(await stateOf(order.orderId)).toMatchObject({ status: 'CANCELED', payment: 'REFUNDED' });
  });

  test('the order is canceled and no money is kept, whichever is first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const order = await place();
      await Promise.all([payInCore(started, order), cancel(order.orderId)]);
      await runStepsInCore(started);
      const state = await stateOf(order.orderId);
      expect([state?.['status'], state?.['payment']]).toEqual([
        'CANCELED',
        expect.stringMatching(/^(VOIDED|REFUNDED)$/),
      ]);
      expect(await atPsp(order.pspIntentId)).toMatch(/^(canceled|succeeded)$/);
    }
  });
});

describe('an order can be canceled by', () => {
  test('its owner without a token, and operations with their id in the history', async () => {
    const own = await place();
    await started.database.sql('UPDATE orders SET account_id = $1 WHERE id = $2', [accountId, own.orderId]);
    const byOwner = await cancel(own.orderId, { actor: account('SHOPPER'), orderToken: null });
    expect(byOwner).toMatchObject({ replayed: false });
    const any = await place();
    const reason = 'FRAUD_SUSPECTED';
    expect(await cancel(any.orderId, { actor: account('OPS'), orderToken: null, reason })).toMatchObject({
      replayed: false,
    });
    const cancellation = await one(
      'SELECT canceled_by FROM order_cancellation WHERE order_id = $1',
      any.orderId,
    );
    expect(cancellation).toEqual({ canceled_by: 'OPERATOR' });
    const history = await one(
      'SELECT actor, actor_id FROM state_transition WHERE entity_id = $1 ORDER BY position DESC LIMIT 1',
      any.orderId,
    );
    expect(history).toEqual({ actor: 'operator', actor_id: accountId });
  });

  test('nobody else: strangers, wrong tokens and sellers get a not-found error', async () => {
    const { orderId } = await place();
    const stranger = account('SHOPPER', newId('acc'));
    for (const fault of [
      { orderToken: null },
      { orderToken: 'wrong' },
      { orderToken: null, actor: stranger },
      { orderToken: null, actor: account('SELLER') },
    ])
      expect(await cancel(orderId, fault)).toEqual({ code: 'ORDER_NOT_FOUND' });
    expect(await cancel(newId('ord'))).toEqual({ code: 'ORDER_NOT_FOUND' });
    expect(await stateOf(orderId)).toMatchObject({ status: 'PENDING_PAYMENT' });
  });

  test.each([
    ['a note that is too long', { note: 'x'.repeat(501) }, 'note'],
    ['a reason reserved for operations', { reason: 'FRAUD_SUSPECTED' as const }, 'reason'],
    ['a key that is too short', { idempotencyKey: 'short' }, 'idempotencyKey'],
  ])('nobody with %s', async (_what, fault, field) => {
    expect(await cancel((await place()).orderId, fault)).toMatchObject({ code: 'INVALID_INPUT', field });
  });
});

function must<Prefix extends IdPrefix>(prefix: Prefix, text: string): Id<Prefix> {
  const id = parseId(prefix, text);
  if (id === null) throw new Error(`${text} is not a ${prefix} id`);
  return id;
}
