import type { EventOf, StateMachine, StateOf } from '../../shared/state-machine.js';

type State = 'REQUESTED' | 'PENDING' | 'SUCCEEDED' | 'FAILED';
type Event = 'accepted' | 'succeeded' | 'failed' | 'reversed';

/**
 * One refund to the shopper. It counts in the ledger and in totals only once it SUCCEEDED. A bank may reverse it weeks
 * later; then it is FAILED after all.
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
