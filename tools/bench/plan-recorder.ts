import type { Pool, PoolClient } from 'pg';

import type { PlanCost } from './plan-cost.js';
import { planCostIn } from './plan-cost.js';

/** An executed statement, named by its prepared name, or else by the table that it checks or by its first words. */
export type RecordedStatement = Omit<PlanCost, 'text'> & Readonly<{ statement: string }>;

/** An unnamed statement was run by a trigger, or is a list query, which is composed for each request. */
type Reported = RecordedStatement & Readonly<{ isNamed: boolean }>;

/** Records the plans that a pool's connections report. */
export interface PlanRecorder {
  /** The statements of the work, in order; those of triggers are summed. */
  during(work: () => Promise<unknown>): Promise<readonly RecordedStatement[]>;
}

/** Records the statements that the stores actually send, so that no copy can diverge. */
export function recordPlans(pool: Pool): PlanRecorder {
  let recorded: Reported[] | null = null;
  const names = new Map<string, string>();
  const known = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    // A plan is reported when its portal closes, possibly after the next statement was sent, so it is matched by its text.
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
        return mergeUnnamed(own);
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

/** An order of three sellers runs fifty foreign key checks, one statement each: they are summed by table. */
export function mergeUnnamed(reported: readonly Reported[]): readonly RecordedStatement[] {
  const merged = new Map<string, RecordedStatement>();
  for (const [nth, { isNamed, ...each }] of reported.entries()) {
    const key = isNamed ? String(nth) : each.statement;
    const before = merged.get(key);
    merged.set(key, before === undefined ? each : sumOf(before, each));
  }
  return [...merged.values()];
}

function sumOf(one: RecordedStatement, other: RecordedStatement): RecordedStatement {
  const descents = new Map(one.descents);
  for (const [index, count] of other.descents) descents.set(index, (descents.get(index) ?? 0) + count);
  return { statement: one.statement, buffers: one.buffers + other.buffers, descents };
}

/** PostgreSQL's own query for a foreign key check. */
const REFERENCE = /^SELECT 1 FROM ONLY "public"\."(\w+)" x WHERE/;

function describe(text: string): string {
  const [, table] = REFERENCE.exec(text) ?? [];
  return table === undefined ? firstWords(text) : `references to ${table}`;
}

function firstWords(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').slice(0, 60);
}
