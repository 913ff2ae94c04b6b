import type { Pool, PoolClient } from 'pg';

import type { PlanCost } from './plan-cost.js';
import { planCostIn } from './plan-cost.js';

/** A statement as it was executed, by the name under which a store prepared it, else by what it checks or how it begins. */
export type RecordedStatement = Omit<PlanCost, 'text'> & Readonly<{ statement: string }>;

/** A statement that no store named is one that a trigger ran, or a list's, which is put together anew for each question. */
type Reported = RecordedStatement & Readonly<{ isNamed: boolean }>;

/** Listens to the plans that a pool's connections report. */
export interface PlanRecorder {
  /** The statements of the work, in their order; those of the triggers are added up. */
  during(work: () => Promise<unknown>): Promise<readonly RecordedStatement[]>;
}

/** The statements are whatever the stores send: none is copied here, so none can differ. */
export function recordPlans(pool: Pool): PlanRecorder {
  let recorded: Reported[] | null = null;
  const names = new Map<string, string>();
  const known = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    // A plan is reported when its portal is closed, which may be after the next statement has been sent: it names its own text.
    client.on('notice', ({ message }) => {
      const cost = planCostIn(message ?? '');
      if (cost === null) return;
      const { text, ...rest } = cost;
      const name = names.get(text);
      recorded?.push({ statement: name ?? describe(text), isNamed: name !== undefined, ...rest });
    });
    client.query = new Proxy(client.query.bind(client), {
      apply(target, self, args: unknown[]) {
        keepName(names, args[0]);
        const answer: unknown = Reflect.apply(target, self, args);
        return answer;
      },
    });
  });
  return {
    async during(work) {
      const own: Reported[] = [];
      recorded = own;
      try {
        await work();
        return withUnnamedTogether(own);
      } finally {
        recorded = null;
      }
    },
  };
}

function keepName(names: Map<string, string>, query: unknown): void {
  if (typeof query !== 'object' || query === null || !('name' in query) || !('text' in query)) return;
  if (typeof query.name === 'string') names.set(String(query.text), query.name);
}

/** An order of three sellers checks fifty references, one statement for each: those to one table count together. */
export function withUnnamedTogether(reported: readonly Reported[]): readonly RecordedStatement[] {
  const together = new Map<string, RecordedStatement>();
  for (const [nth, { isNamed, ...each }] of reported.entries()) {
    const key = isNamed ? String(nth) : each.statement;
    const before = together.get(key);
    together.set(key, before === undefined ? each : sumOf(before, each));
  }
  return [...together.values()];
}

function sumOf(one: RecordedStatement, other: RecordedStatement): RecordedStatement {
  const descents = new Map(one.descents);
  for (const [index, count] of other.descents) descents.set(index, (descents.get(index) ?? 0) + count);
  return { statement: one.statement, buffers: one.buffers + other.buffers, descents };
}

/** How PostgreSQL looks whether the row of a foreign key is there. */
const REFERENCE = /^SELECT 1 FROM ONLY "public"\."(\w+)" x WHERE/;

function describe(text: string): string {
  const [, table] = REFERENCE.exec(text) ?? [];
  return table === undefined ? firstWords(text) : `references to ${table}`;
}

function firstWords(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').slice(0, 60);
}
