import type { Checkout } from '../../core/checkout/model/checkout.js';
import { newPaymentOrder } from '../../core/checkout/model/payment-order.js';
import type { PaymentIntentStatus } from '../../core/checkout/model/payment-intent-states.js';
import type { PaymentOrderStatus } from '../../core/checkout/model/payment-order-states.js';
import { buildCheckout } from '../../core/checkout/testing/build-checkout.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import { authorizePayment } from '../../core/payments/authorize-payment.js';
import { capturePaymentOrder } from '../../core/payments/capture-payment-order.js';
import type { ManualCommandDependencies } from '../../core/payments/manual-command.js';
import { refundPaymentOrder } from '../../core/payments/refund-payment-order.js';
import { retryPayment } from '../../core/payments/retry-payment.js';
import { voidPaymentOrder } from '../../core/payments/void-payment-order.js';
import type { Requester } from '../../core/identity/requester.js';
import { newId } from '../../core/shared/ids.js';
import { account, requestOf } from './people.js';
import type { KeyedWorld } from './precedence-case.js';
import { checkoutsOf, commandPorts, freeKey, interactivePorts, keyFaults } from './precedence-case.js';
import { precedenceCase } from './precedence-case.js';

type IntentWorld = KeyedWorld & { isMalformed: boolean; isOther: boolean; status: PaymentIntentStatus };

const intentWorld = (status: PaymentIntentStatus): IntentWorld => ({
  ...freeKey,
  isMalformed: false,
  isOther: false,
  status,
});

const authorizing = precedenceCase({
  file: 'core/payments/authorize-payment.ts',
  world: () => intentWorld('CREATED'),
  faults: [
    { code: 'INVALID_INPUT', field: 'confirmationToken', plant: (world) => (world.isMalformed = true) },
    { code: 'PAYMENT_NOT_FOUND', plant: (world) => (world.isOther = true) },
    ...keyFaults,
    { code: 'PAYMENT_NOT_AUTHORIZABLE', plant: (world) => (world.status = 'AUTHORIZED') },
  ],
  run({ isMalformed, isOther, status, ...key }) {
    const checkout = buildCheckout({ intent: { status } });
    return authorizePayment(interactivePorts(key, isOther ? null : checkout), {
      paymentIntentId: checkout.intents[0]?.id ?? '',
      confirmationToken: isMalformed ? 'no token' : 'ctoken_12345',
      idempotencyKey: 'key-12345',
      orderToken: 'token',
      requester: requestOf(ANONYMOUS),
    });
  },
});

const retrying = precedenceCase({
  file: 'core/payments/retry-payment.ts',
  world: () => intentWorld('DECLINED'),
  faults: [
    { code: 'INVALID_INPUT', field: 'idempotencyKey', plant: (world) => (world.isMalformed = true) },
    { code: 'PAYMENT_NOT_FOUND', plant: (world) => (world.isOther = true) },
    ...keyFaults,
    { code: 'PAYMENT_NOT_RETRYABLE', plant: (world) => (world.status = 'PENDING_AUTH') },
  ],
  run({ isMalformed, isOther, status, ...key }) {
    const checkout = buildCheckout({ intent: { status } });
    return retryPayment(interactivePorts(key, isOther ? null : checkout), {
      paymentId: checkout.payment.id,
      idempotencyKey: isMalformed ? 'short' : 'key-12345',
      orderToken: 'token',
      requester: requestOf(ANONYMOUS),
    });
  },
});

/** A single-seller order with an open authorization, or already captured. */
function authorizedOrder(status: PaymentOrderStatus) {
  const authorization = { state: 'OPEN', multicapture: true, captureBefore: null } as const;
  const checkout = buildCheckout({ sellers: 1, intent: { status: 'AUTHORIZED', authorization } });
  const [sold] = checkout.sellerOrders;
  if (sold === undefined) throw new Error('an order has a seller');
  const capturedMinor = status === 'CAPTURED' ? sold.totalMinor : 0n;
  const opened = { id: newId('po'), sellerOrderId: sold.id, sellerId: sold.sellerId, captureDue: false };
  const paymentOrder = {
    ...newPaymentOrder({ ...opened, amountMinor: sold.totalMinor }),
    ...{ status, capturedMinor, captureNumber: 1 },
  };
  const authorized: Checkout = {
    ...checkout,
    order: { ...checkout.order, status: 'PAYMENT_CONFIRMED' },
    payment: { ...checkout.payment, authorizedMinor: sold.totalMinor, authorization: 'OPEN' },
    sellerOrders: [{ ...sold, status: 'TO_SHIP' }],
    paymentOrders: [paymentOrder],
  };
  const found = {
    orderId: checkout.order.id,
    sellerId: sold.sellerId,
    sellerOrderId: sold.id,
  };
  return { checkout: authorized, paymentOrderId: paymentOrder.id, found };
}

type ManualInput = { paymentOrderId: string; reason: string; idempotencyKey: string; requester: Requester };

function manualCase(
  verb: 'capture' | 'void',
  run: (dependencies: ManualCommandDependencies, input: ManualInput) => Promise<object>,
) {
  const code = verb === 'capture' ? 'PAYMENT_ORDER_NOT_CAPTURABLE' : 'PAYMENT_ORDER_NOT_VOIDABLE';
  return precedenceCase({
    file: `core/payments/${verb}-payment-order.ts`,
    world: () => ({ ...freeKey, reason: 'Sold out', isStranger: false, isCaptured: false }),
    faults: [
      { code: 'INVALID_INPUT', field: 'reason', plant: (world) => (world.reason = '') },
      { code: 'PAYMENT_ORDER_NOT_FOUND', plant: (world) => (world.isStranger = true) },
      ...keyFaults,
      { code, plant: (world) => (world.isCaptured = true) },
    ],
    run({ reason, isStranger, isCaptured, ...key }) {
      const { checkout, paymentOrderId, found } = authorizedOrder(
        isCaptured ? 'CAPTURED' : 'INITIATED_PENDING',
      );
      const paymentOrders = { find: () => Promise.resolve(found) };
      const requester = requestOf(account(isStranger ? 'SHOPPER' : 'OPS'));
      return run(
        { ...commandPorts(key), checkouts: checkoutsOf(checkout), paymentOrders },
        { reason, paymentOrderId, idempotencyKey: 'key-12345', requester },
      );
    },
  });
}

const refunding = precedenceCase({
  file: 'core/payments/refund-payment-order.ts',
  world: () => ({
    ...freeKey,
    note: '',
    isStranger: false,
    isUnknownLine: false,
    isCaptured: true,
    grossMinor: 500n,
  }),
  faults: [
    { code: 'INVALID_INPUT', field: 'note', plant: (world) => (world.note = 'x'.repeat(501)) },
    { code: 'PAYMENT_ORDER_NOT_FOUND', plant: (world) => (world.isStranger = true) },
    ...keyFaults,
    { code: 'INVALID_INPUT', field: 'lines.1.orderLineId', plant: (world) => (world.isUnknownLine = true) },
    { code: 'PAYMENT_ORDER_NOT_REFUNDABLE', plant: (world) => (world.isCaptured = false) },
    { code: 'REFUND_ABOVE_CAPTURE', plant: (world) => (world.grossMinor = 5_000n) },
  ],
  run({ note, isStranger, isUnknownLine, isCaptured, grossMinor, ...key }) {
    const { checkout, paymentOrderId, found } = authorizedOrder(
      isCaptured ? 'CAPTURED' : 'CAPTURE_REQUESTED',
    );
    const lines = [
      { orderLineId: 'line', quantity: 1 },
      { orderLineId: 'other', quantity: 1 },
    ];
    return refundPaymentOrder(
      {
        ...commandPorts(key),
        checkouts: checkoutsOf(checkout),
        refunds: {
          find: () => Promise.resolve(found),
          lines: () => Promise.resolve([{ id: 'line', quantity: 1, grossMinor }]),
        },
      },
      {
        ...{ paymentOrderId, amountMinor: null, lines: lines.slice(0, isUnknownLine ? 2 : 1), note },
        ...{ reason: 'DAMAGED', idempotencyKey: 'key-12345' },
        requester: requestOf(account(isStranger ? 'SHOPPER' : 'OPS')),
      },
    );
  },
});

export const paymentCases = [
  authorizing,
  retrying,
  manualCase('capture', capturePaymentOrder),
  manualCase('void', voidPaymentOrder),
  refunding,
];
