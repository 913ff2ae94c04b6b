import type { EventOf, StateMachine, StateOf } from '../../shared/state-machine.js';

type State = 'PENDING_PAYMENT' | 'PAYMENT_CONFIRMED' | 'COMPLETED' | 'EXPIRED' | 'CANCELED';
type Event = 'paymentConfirmed' | 'completed' | 'expired' | 'canceled';

/** The shopper's order. PAYMENT_CONFIRMED means that the money is authorized; no fulfilment event precedes it. */
export const orderMachine = {
  name: 'Order',
  initial: 'PENDING_PAYMENT',
  table: {
    PENDING_PAYMENT: { paymentConfirmed: 'PAYMENT_CONFIRMED', expired: 'EXPIRED', canceled: 'CANCELED' },
    PAYMENT_CONFIRMED: { completed: 'COMPLETED', canceled: 'CANCELED' },
    COMPLETED: { canceled: 'CANCELED' },
    EXPIRED: {},
    CANCELED: {},
  },
} as const satisfies StateMachine<State, Event>;

export type OrderStatus = StateOf<typeof orderMachine>;
export type OrderEvent = EventOf<typeof orderMachine>;
