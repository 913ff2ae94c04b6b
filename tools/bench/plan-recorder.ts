import type { Pool, PoolClient } from 'pg';

import type { PlanCost } from './plan-cost.js';
import { planCostIn } from './plan-cost.js';

/** A statement as it was executed, by the name under which a store prepared it, else by how it begins. */
export type RecordedStatement = Omit<PlanCost, 'text'> & Readonly<{ statement: string }>;

/** Listens to the plans that a pool's connections report. */
export interface PlanRecorder {
  /** The statements of the work, in their order. */
  during(work: () => Promise<unknown>): Promise<readonly RecordedStatement[]>;
}

/** The statements are whatever the stores send: none is copied here, so none can differ. */
export function recordPlans(pool: Pool): PlanRecorder {
  let recorded: RecordedStatement[] | null = null;
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
      recorded?.push({ statement: names.get(text) ?? firstWords(text), ...rest });
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
      const own: RecordedStatement[] = [];
      recorded = own;
      try {
        await work();
        return own;
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

function firstWords(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').slice(0, 60);
}
