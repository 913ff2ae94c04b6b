import type { EventOf, StateMachine, StateOf } from '../../shared/state-machine.js';

type State =
  'CREATED_PENDING' | 'CREATED' | 'PENDING_AUTH' | 'REQUIRES_ACTION' | 'AUTHORIZED' | 'DECLINED' | 'CANCELED';
type Event =
  'created' | 'confirmRequested' | 'actionRequired' | 'actionEnded' | 'authorized' | 'declined' | 'canceled';

/**
 * One attempt to authorize the payment. `confirmRequested` happens once per attempt, so only one request ever calls the
 * PSP's confirm; a decline ends the attempt, and another may start on the same order.
 */
export const paymentIntentMachine = {
  name: 'PaymentIntent',
  initial: 'CREATED_PENDING',
  table: {
    CREATED_PENDING: { created: 'CREATED', canceled: 'CANCELED' },
    CREATED: { confirmRequested: 'PENDING_AUTH', canceled: 'CANCELED' },
    PENDING_AUTH: {
      authorized: 'AUTHORIZED',
      declined: 'DECLINED',
      actionRequired: 'REQUIRES_ACTION',
      canceled: 'CANCELED',
    },
    REQUIRES_ACTION: { actionEnded: 'PENDING_AUTH', canceled: 'CANCELED' },
    AUTHORIZED: { canceled: 'CANCELED' },
    DECLINED: {},
    CANCELED: {},
  },
} as const satisfies StateMachine<State, Event>;

export type PaymentIntentStatus = StateOf<typeof paymentIntentMachine>;
export type PaymentIntentEvent = EventOf<typeof paymentIntentMachine>;
