import { describe, expect, test } from 'vitest';

import { orderMachine } from '../core/checkout/model/order-states.js';
import { paymentIntentMachine } from '../core/checkout/model/payment-intent-states.js';
import { paymentOrderMachine } from '../core/checkout/model/payment-order-states.js';
import { paymentMachine } from '../core/checkout/model/payment-states.js';
import { refundMachine } from '../core/checkout/model/refund-states.js';
import { sellerOrderMachine } from '../core/checkout/model/seller-order-states.js';
import { ownerMachine } from '../core/checkout/model/owner-states.js';
import type { StateMachine } from '../core/shared/state-machine.js';
import { productionSources, quotedInCalls } from './source-calls.js';
import { readSourceTree } from './source-tree.js';

type Machine = StateMachine<string, string>;

/** Each machine, and the functions that send an event by name. */
const senders: readonly (readonly [Machine, readonly string[]])[] = [
  [paymentIntentMachine, ['moveIntent']],
  [paymentMachine, ['movePayment']],
  [paymentOrderMachine, ['movePaymentOrder']],
  [orderMachine, ['moveOrder', 'abandonUnpaid']],
  [sellerOrderMachine, ['moveSellerOrder']],
  [ownerMachine, ['mustTransition']],
  [refundMachine, ['moveRefund']],
];

const production = productionSources();

describe('production code sends every event of a state machine', () => {
  test.each(senders.map(([machine, names]) => [machine.name, machine, names] as const))(
    '%s',
    (_name, machine, names) => {
      const sent = quotedInCalls(production, names);
      expect(eventsOf(machine).filter((event) => !sent.has(event))).toEqual([]);
    },
  );

  test('and every machine is covered', () => {
    const defined = readSourceTree().filter(
      ({ path, text }) => path.startsWith('core/') && /^export const \w+Machine = \{/m.test(text),
    );
    expect(defined).toHaveLength(senders.length);
  });
});

test('an event that is only in its table is detected', () => {
  const sent = quotedInCalls(
    ["/* 'closed' */ moveDoor(next(x), { id, event: isLate ? 'opened' : \n 'shut' }); other('locked');"],
    ['moveDoor'],
  );
  expect([...sent]).toEqual(['opened', 'shut']);
});

function eventsOf({ table }: Machine): readonly string[] {
  return [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];
}
