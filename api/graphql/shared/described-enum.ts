import type { StateMachine } from '../../../core/shared/state-machine.js';

type DescribedEnum = Readonly<{
  values: Record<string, string>;
  options: { description: string; valuesConfig: Record<string, { description: string }> };
}>;

/** The GraphQL enum of a state machine's states; a state without a description does not compile. */
export function describedEnum<State extends string>(
  machine: StateMachine<State, string>,
  descriptions: Readonly<Record<State, string>>,
): DescribedEnum {
  const described = Object.entries<string>(descriptions);
  return {
    values: Object.fromEntries(described.map(([state]) => [state, state])),
    options: {
      description: `States of a ${machine.name}.`,
      valuesConfig: Object.fromEntries(described.map(([state, description]) => [state, { description }])),
    },
  };
}
