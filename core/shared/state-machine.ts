import type { DomainError } from './domain-error.js';

/** A state machine as data: for every state, the target state of each allowed event. */
export type StateTable<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;

/** A named machine; history entries of its transitions start with the name. */
export type StateMachine<State extends string, Event extends string> = Readonly<{
  name: string;
  initial: State;
  table: StateTable<State, Event>;
}>;

export type StateOf<Machine> = Machine extends StateMachine<infer State, string> ? State : never;
export type EventOf<Machine> = Machine extends StateMachine<string, infer Event> ? Event : never;

/** The event is not allowed in this state; the caller decides what that means. */
export type TransitionNotAllowed = DomainError<
  'TRANSITION_NOT_ALLOWED',
  { machine: string; from: string; event: string }
>;

/** The state after the event, or a rejection that names both. The only function that changes a state. */
export function transition<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  from: NoInfer<State>,
  event: NoInfer<Event>,
): State | TransitionNotAllowed {
  return machine.table[from][event] ?? { code: 'TRANSITION_NOT_ALLOWED', machine: machine.name, from, event };
}

/** Like `transition`, for events that the caller has already checked; a rejection is a bug and throws. */
export function mustTransition<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  from: NoInfer<State>,
  event: NoInfer<Event>,
): State {
  const to = transition(machine, from, event);
  if (typeof to === 'object') throw new Error(`${machine.name}: ${event} is not allowed in ${from}`);
  return to;
}
