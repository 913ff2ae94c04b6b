import { describe, expect, test } from 'vitest';

import { paymentOrderMachine } from '../checkout/model/payment-order-states.js';
import { orderMachine } from '../checkout/model/order-states.js';
import { ownerMachine } from '../checkout/model/owner-states.js';
import { sellerOrderMachine } from '../checkout/model/seller-order-states.js';
import { paymentIntentMachine } from '../checkout/model/payment-intent-states.js';
import { paymentMachine } from '../checkout/model/payment-states.js';
import { refundMachine } from '../checkout/model/refund-states.js';
import type { StateMachine } from './state-machine.js';
import { mustTransition, transition } from './state-machine.js';

const machines: readonly StateMachine<string, string>[] = [
  paymentIntentMachine,
  paymentMachine,
  paymentOrderMachine,
  orderMachine,
  sellerOrderMachine,
  ownerMachine,
  refundMachine,
];

/** The contract, as arrows; the tables in the code must match it exactly. */
const contract: Readonly<Record<string, readonly string[]>> = {
  PaymentIntent: [
    'CREATED_PENDING → CREATED',
    'CREATED → PENDING_AUTH',
    'PENDING_AUTH → AUTHORIZED',
    'PENDING_AUTH → DECLINED',
    'PENDING_AUTH → REQUIRES_ACTION',
    'REQUIRES_ACTION → PENDING_AUTH',
    'CREATED_PENDING → CANCELED',
    'CREATED → CANCELED',
    'PENDING_AUTH → CANCELED',
    'REQUIRES_ACTION → CANCELED',
    'AUTHORIZED → CANCELED',
  ],
  Payment: [
    'NOT_CAPTURED → PARTIALLY_CAPTURED',
    'NOT_CAPTURED → CAPTURED',
    'NOT_CAPTURED → VOIDED',
    'PARTIALLY_CAPTURED → PARTIALLY_CAPTURED',
    'PARTIALLY_CAPTURED → CAPTURED',
    'CAPTURED → PARTIALLY_REFUNDED',
    'CAPTURED → REFUNDED',
    'PARTIALLY_REFUNDED → PARTIALLY_REFUNDED',
    'PARTIALLY_REFUNDED → REFUNDED',
    // A refund that succeeded is reversed, maybe weeks later.
    'PARTIALLY_REFUNDED → CAPTURED',
    'REFUNDED → PARTIALLY_REFUNDED',
    'REFUNDED → CAPTURED',
  ],
  PaymentOrder: [
    'INITIATED_PENDING → CAPTURE_REQUESTED',
    'INITIATED_PENDING → VOIDED',
    'CAPTURE_REQUESTED → CAPTURED',
    'CAPTURE_REQUESTED → CAPTURE_FAILED',
    'CAPTURE_REQUESTED → PENDING_CAPTURE',
    'PENDING_CAPTURE → CAPTURE_REQUESTED',
    'PENDING_CAPTURE → VOIDED',
    'CAPTURED → PARTIALLY_REFUNDED',
    'CAPTURED → REFUNDED',
    'CAPTURE_FAILED → VOIDED',
    // A manual retry, with a new key.
    'CAPTURE_FAILED → CAPTURE_REQUESTED',
    'PARTIALLY_REFUNDED → PARTIALLY_REFUNDED',
    'PARTIALLY_REFUNDED → REFUNDED',
    'PARTIALLY_REFUNDED → CAPTURED',
    'REFUNDED → PARTIALLY_REFUNDED',
    'REFUNDED → CAPTURED',
  ],
  Order: [
    'PENDING_PAYMENT → PAYMENT_CONFIRMED',
    'PENDING_PAYMENT → EXPIRED',
    'PENDING_PAYMENT → CANCELED',
    'PAYMENT_CONFIRMED → COMPLETED',
    'PAYMENT_CONFIRMED → CANCELED',
    'COMPLETED → CANCELED',
  ],
  OrderOwner: ['GUEST → ACCOUNT'],
  SellerOrder: [
    'PENDING → TO_SHIP',
    'PENDING → CANCELED',
    'TO_SHIP → SHIPPED',
    'TO_SHIP → CANCELED',
    'SHIPPED → CLOSED',
  ],
  Refund: [
    'REQUESTED → PENDING',
    'REQUESTED → SUCCEEDED',
    'REQUESTED → FAILED',
    'PENDING → SUCCEEDED',
    'PENDING → FAILED',
    'SUCCEEDED → FAILED',
  ],
};

describe.each(machines)('$name', (machine) => {
  const states = Object.keys(machine.table);
  const events = [...new Set(Object.values(machine.table).flatMap((row) => Object.keys(row)))];
  const pairs = states.flatMap((state) => events.map((event) => [state, event] as const));

  test('has exactly the arrows of its contract', () => {
    const arrows = states.flatMap((from) =>
      Object.values(machine.table[from] ?? {}).map((to) => `${from} → ${to}`),
    );
    expect([...new Set(arrows)].sort()).toEqual([...(contract[machine.name] ?? [])].sort());
  });

  test.each(pairs)(
    'in %s answers %s with one of its states or a rejection that names both',
    (state, event) => {
      const rejection = { code: 'TRANSITION_NOT_ALLOWED', machine: machine.name, from: state, event };
      expect([...states, rejection]).toContainEqual(transition(machine, state, event));
      expect(transition(machine, state, event)).toEqual(machine.table[state]?.[event] ?? rejection);
    },
  );

  test('reaches every state from the initial one', () => {
    const reached = new Set([machine.initial]);
    for (const state of reached) {
      for (const to of Object.values(machine.table[state] ?? {})) if (to) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...states].sort());
  });
});

test('a rejected transition that was checked before is a bug and throws', () => {
  expect(() => mustTransition<string, string>(orderMachine, 'EXPIRED', 'completed')).toThrow(
    'Order: completed is not allowed in EXPIRED',
  );
});
