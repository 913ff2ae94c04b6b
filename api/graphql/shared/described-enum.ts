import type { StateMachine } from '../../../core/shared/state-machine.js';

type DescribedEnum = Readonly<{
  values: Record<string, string>;
  options: { description: string; valuesConfig: Record<string, { description: string }> };
}>;

/** The GraphQL enum of a state machine; every state must have a description to compile. */
export function describedEnum<State extends string>(
  machine: StateMachine<State, string>,
  descriptions: Readonly<Record<State, string>>,
): DescribedEnum {
  const described = Object.entries<string>(descriptions);
  return {
    values: Object.fromEntries(described.map(([state]) => [state, state])),
    options: {
      description: `Status values of \`${machine.name}\`.`,
      valuesConfig: Object.fromEntries(described.map(([state, description]) => [state, { description }])),
    },
  };
}
