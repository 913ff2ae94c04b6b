import type { EventOf, StateMachine, StateOf } from '../../shared/state-machine.js';

type State =
  'NOT_CAPTURED' | 'PARTIALLY_CAPTURED' | 'CAPTURED' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'VOIDED';
type Event =
  'partCaptured' | 'allCaptured' | 'partRefunded' | 'allRefunded' | 'partReversed' | 'allReversed' | 'voided';

/** The state of an order's whole payment, derived from its payment orders. */
export const paymentMachine = {
  name: 'Payment',
  initial: 'NOT_CAPTURED',
  table: {
    NOT_CAPTURED: { partCaptured: 'PARTIALLY_CAPTURED', allCaptured: 'CAPTURED', voided: 'VOIDED' },
    PARTIALLY_CAPTURED: { partCaptured: 'PARTIALLY_CAPTURED', allCaptured: 'CAPTURED' },
    CAPTURED: { partRefunded: 'PARTIALLY_REFUNDED', allRefunded: 'REFUNDED' },
    PARTIALLY_REFUNDED: {
      partRefunded: 'PARTIALLY_REFUNDED',
      allRefunded: 'REFUNDED',
      partReversed: 'PARTIALLY_REFUNDED',
      allReversed: 'CAPTURED',
    },
    REFUNDED: { partReversed: 'PARTIALLY_REFUNDED', allReversed: 'CAPTURED' },
    VOIDED: {},
  },
} as const satisfies StateMachine<State, Event>;

export type PaymentStatus = StateOf<typeof paymentMachine>;
export type PaymentEvent = EventOf<typeof paymentMachine>;
