import type { StateMachine } from '../../core/shared/state-machine.js';

/** The generated part of docs/states.md, from the code's own tables: a diagram and a table of each state machine. */
export function stateReference(machines: readonly StateMachine<string, string>[]): string {
  return machines.map(machineSection).join('\n\n');
}

function machineSection({ name, initial, table }: StateMachine<string, string>): string {
  const arrows = Object.entries(table).flatMap(([from, events]) =>
    Object.entries(events).map(([event, to]) => ({ from, event, to: to ?? from })),
  );
  const finals = Object.keys(table).filter((state) => arrows.every(({ from }) => from !== state));
  const diagram = [
    'stateDiagram-v2',
    `  [*] --> ${initial}`,
    ...arrows.map(({ from, event, to }) => `  ${from} --> ${to}: ${event}`),
    ...finals.map((state) => `  ${state} --> [*]`),
  ];
  const rows = arrows.map(({ from, event, to }) => `| \`${from}\` | ${event} | \`${to}\` |`);
  return [
    `## ${name}`,
    `\`\`\`mermaid\n${diagram.join('\n')}\n\`\`\``,
    ['| From | Event | To |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}
