import type { Requester } from '../../core/identity/requester.js';
import { assertNever } from '../../core/shared/assert-never.js';
import { GUEST } from '../harness/checkout-services.js';
import { keepWebhooks, pickEvents, processWebhooks, runDueSteps, sweep } from './do-due-work.js';
import { type KnownOrder, type ModelRun, survive } from './model-run.js';
import { memberOf, operatorOf } from './open-market.js';
import type { Command } from './story.js';

/** Performs one command of the story; one that is not possible now is rejected by the system or skipped. */
export async function perform(run: ModelRun, command: Command): Promise<void> {
  const { world } = run;
  switch (command.do) {
    case 'place':
      return place(run, command.buyer);
    case 'pay':
      return onOrder(run, command.order, (order) => pay(run, order, command.card));
    case 'authenticate':
      return onOrder(run, command.order, (order) => authenticate(run, order, command.result));
    case 'retry':
      return onOrder(run, command.order, (order) => retry(run, order));
    case 'cancel':
      return onOrder(run, command.order, (order) => cancel(run, order, command.by));
    case 'ship':
      return ship(run, command);
    case 'capture':
    case 'void':
      return decide(run, command);
    case 'refund':
      return refund(run, command);
    case 'work':
      await runDueSteps(world, command);
      return;
    case 'webhooks':
      await keepWebhooks(world, pickEvents(world, command.picks));
      await processWebhooks(world, command);
      return;
    case 'sweep':
      return sweep(world);
    case 'jump':
      return world.jump(command.seconds * 1000);
    case 'fault':
      return world.psp.arm(command.fault);
    case 'mishap':
      world.misfortune.next.push(command.mishap);
      return;
    case 'repeat':
      return run.repeat(command.pick);
    case 'operate':
      return operate(run, command.pick);
    default:
      return assertNever(command);
  }
}

type Of<Kind extends Command['do']> = Extract<Command, { do: Kind }>;

function place(run: ModelRun, buyer: number): Promise<void> {
  const { carts } = run.market;
  const cart = carts[buyer % carts.length];
  if (cart === undefined) return Promise.resolve();
  return run.send('placeOrder', {
    send: (idempotencyKey) =>
      run.world.useCases.orders.placeOrder({ ...cart, idempotencyKey, requester: GUEST }),
    learn({ answer: { orderId, paymentId, paymentIntentId: intentId } }) {
      if (!run.orders.some((known) => known.orderId === orderId))
        run.orders.push({ orderId, paymentId, intentId });
    },
  });
}

async function onOrder(
  run: ModelRun,
  pick: number,
  act: (order: KnownOrder) => Promise<void>,
): Promise<void> {
  const order = run.orders[pick % Math.max(1, run.orders.length)];
  if (order !== undefined) await act(order);
}

async function pay(run: ModelRun, order: KnownOrder, card: Of<'pay'>['card']): Promise<void> {
  const { services, useCases, psp } = run.world;
  const { orderId, intentId: paymentIntentId } = order;
  const confirmationToken = await psp.confirmationToken(card);
  const orderToken = services.tokens.orderToken(orderId);
  await run.send('authorizePayment', {
    send: (idempotencyKey) =>
      useCases.payments.authorizePayment({
        paymentIntentId,
        orderToken,
        confirmationToken,
        idempotencyKey,
        requester: GUEST,
      }),
    learn: () => undefined,
  });
}

async function authenticate(
  run: ModelRun,
  { intentId }: KnownOrder,
  result: 'complete' | 'fail',
): Promise<void> {
  const { database, psp } = run.world;
  const [intent] = await database.sql<{ psp: string | null }>(
    'SELECT psp_intent_id AS psp FROM payment_intent WHERE id = $1',
    [intentId],
  );
  if (intent?.psp != null) psp.authenticate(intent.psp, result);
}

function retry(run: ModelRun, order: KnownOrder): Promise<void> {
  const { services, useCases } = run.world;
  const { orderId, paymentId } = order;
  const orderToken = services.tokens.orderToken(orderId);
  return run.send('retryPayment', {
    send: (idempotencyKey) =>
      useCases.payments.retryPayment({ paymentId, orderToken, idempotencyKey, requester: GUEST }),
    learn({ answer: { paymentIntentId } }) {
      // A late replay may name an attempt that has already ended.
      if (paymentIntentId > order.intentId) order.intentId = paymentIntentId;
    },
  });
}

function cancel(run: ModelRun, { orderId }: KnownOrder, by: 'BUYER' | 'OPERATOR'): Promise<void> {
  const { services, useCases } = run.world;
  const orderToken = by === 'BUYER' ? services.tokens.orderToken(orderId) : null;
  const requester = by === 'BUYER' ? GUEST : operatorRequest(run);
  const why = { reason: by === 'BUYER' ? 'CHANGED_MIND' : 'OUT_OF_STOCK', note: '' } as const;
  return run.send('cancelOrder', {
    send: (idempotencyKey) =>
      useCases.orders.cancelOrder({ orderId, orderToken, requester, ...why, idempotencyKey }),
    learn: () => void run.canceledOrderIds.add(orderId),
  });
}

async function ship(run: ModelRun, { sellerOrder, isWhole }: Of<'ship'>): Promise<void> {
  const { database, useCases } = run.world;
  const sellerOrders = await database.sql<{ id: string; line: string }>(
    `SELECT so.id, (SELECT min(l.id::text) FROM order_line l WHERE l.seller_order_id = so.id) AS line
     FROM seller_order so WHERE so.seller_id = ANY ($1::text[]) ORDER BY so.id`,
    [run.sellerIds],
  );
  const chosen = sellerOrders[sellerOrder % Math.max(1, sellerOrders.length)];
  if (chosen === undefined) return;
  const lines = isWhole ? null : [{ orderLineId: chosen.line, quantity: 1 }];
  const parcel = { sellerOrderId: chosen.id, lines, carrier: 'DHL', trackingNumber: '1Z' };
  await run.send('shipSellerOrder', {
    send: (idempotencyKey) =>
      useCases.fulfilment.shipSellerOrder({ ...parcel, idempotencyKey, requester: sellerRequest(run) }),
    learn: () => undefined,
  });
}

async function decide(run: ModelRun, command: Of<'capture' | 'void'>): Promise<void> {
  const { payments } = run.world.useCases;
  const paymentOrder = await paymentOrderOfRun(run, command.paymentOrder);
  if (paymentOrder === undefined) return;
  const verb = command.do === 'capture' ? payments.capturePaymentOrder : payments.voidPaymentOrder;
  const requester = command.by === 'SELLER' ? sellerRequest(run) : operatorRequest(run);
  const input = { paymentOrderId: paymentOrder.id, reason: 'the story wants it', requester };
  await run.send(`${command.do}PaymentOrder`, {
    send: async (idempotencyKey) => await verb({ ...input, idempotencyKey }),
    learn: () => undefined,
  });
}

async function refund(run: ModelRun, command: Of<'refund'>): Promise<void> {
  const { payments } = run.world.useCases;
  const paymentOrder = await paymentOrderOfRun(run, command.paymentOrder);
  if (paymentOrder === undefined) return;
  const { percent } = command;
  const wanted = percent === null ? null : (BigInt(paymentOrder.captured) * BigInt(percent) + 99n) / 100n;
  const amountMinor = wanted === null || wanted === 0n ? null : wanted.toString();
  const requester = command.by === 'SELLER' ? sellerRequest(run) : operatorRequest(run);
  const input = {
    paymentOrderId: paymentOrder.id,
    amountMinor,
    lines: null,
    reason: 'RETURNED',
    note: '',
    requester,
  } as const;
  await run.send('refundPaymentOrder', {
    send: (idempotencyKey) => payments.refundPaymentOrder({ ...input, idempotencyKey }),
    learn({ refundId, amountMinor: accepted }) {
      if (run.refunds.some((known) => known.refundId === refundId)) return;
      run.refunds.push({ refundId, paymentOrderId: paymentOrder.id, amountMinor: BigInt(accepted) });
    },
  });
}

async function paymentOrderOfRun(
  run: ModelRun,
  pick: number,
): Promise<{ id: string; captured: string } | undefined> {
  const paymentOrders = await run.world.database.sql<{ id: string; captured: string }>(
    'SELECT id, captured_minor AS captured FROM payment_order WHERE seller_id = ANY ($1::text[]) ORDER BY id',
    [run.sellerIds],
  );
  return paymentOrders[pick % Math.max(1, paymentOrders.length)];
}

/** An operations user retries a step that needs attention, or rechecks a payment. */
async function operate(run: ModelRun, pick: number): Promise<void> {
  const { database, useCases } = run.world;
  const { actor, correlationId } = operatorRequest(run);
  const by = { actor, reason: 'the story wants it' };
  const stuck = await database.sql<{ id: string }>(
    `SELECT s.id FROM psp_step s WHERE s.state = 'NEEDS_ATTENTION' AND s.subject_id = ANY ($1::text[]) ORDER BY s.id`,
    [run.orders.map(({ orderId }) => orderId)],
  );
  const step = stuck[pick % Math.max(1, stuck.length)];
  if (step !== undefined) {
    await useCases.operations.retryStep({ ...by, stepId: step.id, dryRun: false });
    return;
  }
  await onOrder(run, pick, async ({ paymentId }) => {
    await survive(useCases.operations.recheckPayment({ ...by, paymentId, correlationId }));
  });
}

function sellerRequest({ world, sellerIds }: ModelRun): Requester {
  return { actor: memberOf(world, sellerIds), correlationId: 'model-seller' };
}

function operatorRequest({ world }: ModelRun): Requester {
  return { actor: operatorOf(world), correlationId: 'model-operator' };
}
