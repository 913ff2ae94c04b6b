import type { StateMachine } from '../../shared/state-machine.js';

type State = 'GUEST' | 'ACCOUNT';
type Event = 'adopted';

/** Whose an order is. What belongs to an account stays with it; an order that an account placed begins there, without a move. */
export const ownerMachine = {
  name: 'OrderOwner',
  initial: 'GUEST',
  table: { GUEST: { adopted: 'ACCOUNT' }, ACCOUNT: {} },
} as const satisfies StateMachine<State, Event>;
