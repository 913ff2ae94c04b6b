import type { BenchServers } from '../load/bench-servers.js';

/** A statement and its executions per order. */
export type CountedStatement = Readonly<{ statement: string; perOrder: number }>;

export type StatementCount = Readonly<{
  /** Counts the statements executed during the work. */
  during: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** The counts so far, including BEGIN and COMMIT, and polls by idle processes during that time. */
  perOrder: (orders: number) => { perOrder: number; statements: readonly CountedStatement[] };
}>;

const COUNTED = `
SELECT query AS statement, sum(calls)::int AS calls FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND userid = (SELECT oid FROM pg_roles WHERE rolname = $1)
GROUP BY query`;

/** Counts the statements of all our processes: only they connect as the servers' user (pg_stat_statements). */
export async function openStatementCount({ owner, databaseUrl }: BenchServers): Promise<StatementCount> {
  await owner.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  const user = decodeURIComponent(new URL(databaseUrl).username);
  const read = async (): Promise<ReadonlyMap<string, number>> => {
    const { rows } = await owner.query<{ statement: string; calls: number }>(COUNTED, [user]);
    return new Map(rows.map(({ statement, calls }) => [statement, calls]));
  };
  const counted = new Map<string, number>();
  return {
    async during(work) {
      const before = await read();
      const value = await work();
      for (const [statement, calls] of await read()) {
        const more = calls - (before.get(statement) ?? 0);
        if (more > 0) counted.set(statement, (counted.get(statement) ?? 0) + more);
      }
      return value;
    },
    perOrder(orders) {
      const statements = [...counted]
        .map(([statement, calls]) => ({ statement: shortened(statement), perOrder: rounded(calls / orders) }))
        .toSorted((left, right) => right.perOrder - left.perOrder);
      const all = [...counted.values()].reduce((sum, calls) => sum + calls, 0);
      return { perOrder: rounded(all / orders), statements };
    },
  };
}

const SHOWN = 100;

function shortened(statement: string): string {
  return statement.replaceAll(/\s+/g, ' ').trim().slice(0, SHOWN);
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
