import type { EventOf, StateMachine, StateOf } from '../../shared/state-machine.js';

type State = 'PENDING' | 'TO_SHIP' | 'SHIPPED' | 'CLOSED' | 'CANCELED';
type Event = 'paymentConfirmed' | 'shipped' | 'delivered' | 'canceled';

/** One seller's part of an order, as the seller sees it: nothing to do until the money is authorized. */
export const sellerOrderMachine = {
  name: 'SellerOrder',
  initial: 'PENDING',
  table: {
    PENDING: { paymentConfirmed: 'TO_SHIP', canceled: 'CANCELED' },
    TO_SHIP: { shipped: 'SHIPPED', canceled: 'CANCELED' },
    SHIPPED: { delivered: 'CLOSED' },
    CLOSED: {},
    CANCELED: {},
  },
} as const satisfies StateMachine<State, Event>;

export type SellerOrderStatus = StateOf<typeof sellerOrderMachine>;
export type SellerOrderEvent = EventOf<typeof sellerOrderMachine>;

/** In these states a seller order needs no more units than it shipped: the rest are restocked. */
export const RESTOCKED: ReadonlySet<SellerOrderStatus> = new Set(['CANCELED', 'SHIPPED']);
