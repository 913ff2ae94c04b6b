import type { StateMachine } from '../../shared/state-machine.js';

type State = 'GUEST' | 'ACCOUNT';
type Event = 'adopted';

/**
 * Who owns an order. An account never loses an order; one placed by an account starts as ACCOUNT, without a transition.
 */
export const ownerMachine = {
  name: 'OrderOwner',
  initial: 'GUEST',
  table: { GUEST: { adopted: 'ACCOUNT' }, ACCOUNT: {} },
} as const satisfies StateMachine<State, Event>;
