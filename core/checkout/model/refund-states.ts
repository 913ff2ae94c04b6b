import type { EventOf, StateMachine, StateOf } from '../../shared/state-machine.js';

type State = 'REQUESTED' | 'PENDING' | 'SUCCEEDED' | 'FAILED';
type Event = 'accepted' | 'succeeded' | 'failed' | 'reversed';

/**
 * One refund on its way back to the shopper. Until it SUCCEEDED no book and no total knows of it. A bank may send it back
 * weeks later; then it FAILED after all.
 */
export const refundMachine = {
  name: 'Refund',
  initial: 'REQUESTED',
  table: {
    REQUESTED: { accepted: 'PENDING', succeeded: 'SUCCEEDED', failed: 'FAILED' },
    PENDING: { succeeded: 'SUCCEEDED', failed: 'FAILED' },
    SUCCEEDED: { reversed: 'FAILED' },
    FAILED: {},
  },
} as const satisfies StateMachine<State, Event>;

export type RefundStatus = StateOf<typeof refundMachine>;
export type RefundEvent = EventOf<typeof refundMachine>;
