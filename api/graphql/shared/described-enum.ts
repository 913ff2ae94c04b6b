import type { StateMachine } from '../../../core/shared/state-machine.js';

type DescribedEnum<State extends string> = Readonly<{
  values: Readonly<Record<State, State>>;
  options: Readonly<{ description: string; valuesConfig: Readonly<Record<State, { description: string }>> }>;
}>;

/** The GraphQL enum of a state machine's states; a state without a description does not compile. */
export function describedEnum<State extends string>(
  machine: StateMachine<State, string>,
  descriptions: Readonly<Record<State, string>>,
): DescribedEnum<State> {
  const states = Object.keys(descriptions) as State[];
  const from = <Value>(valueOf: (state: State) => Value) =>
    Object.fromEntries(states.map((state) => [state, valueOf(state)])) as Record<State, Value>;
  return {
    values: from((state) => state),
    options: {
      description: `States of a ${machine.name}.`,
      valuesConfig: from((state) => ({ description: descriptions[state] })),
    },
  };
}
