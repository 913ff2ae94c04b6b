import type { DomainError } from './domain-error.js';

/** A state machine as data: for every state, which event leads where. What is not listed is not allowed. */
export type StateTable<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;

/** A named machine; the name is the first word of every history entry it causes. */
export type StateMachine<State extends string, Event extends string> = Readonly<{
  name: string;
  initial: State;
  table: StateTable<State, Event>;
}>;

export type StateOf<Machine> = Machine extends StateMachine<infer State, string> ? State : never;
export type EventOf<Machine> = Machine extends StateMachine<string, infer Event> ? Event : never;

/** The event is not allowed in this state. Never a guess: the caller decides what it means. */
export type TransitionNotAllowed = DomainError<
  'TRANSITION_NOT_ALLOWED',
  { machine: string; from: string; event: string }
>;

/** The state after the event, or a refusal that names both. The only function that moves a state. */
export function transition<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  from: NoInfer<State>,
  event: NoInfer<Event>,
): State | TransitionNotAllowed {
  return machine.table[from][event] ?? { code: 'TRANSITION_NOT_ALLOWED', machine: machine.name, from, event };
}

/** As `transition`, where the caller has already checked that the event is allowed; a refusal is a bug and throws. */
export function mustTransition<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  from: NoInfer<State>,
  event: NoInfer<Event>,
): State {
  const to = transition(machine, from, event);
  if (typeof to === 'object') throw new Error(`${machine.name}: ${event} is not allowed in ${from}`);
  return to;
}
