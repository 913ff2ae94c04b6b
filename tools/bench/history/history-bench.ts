import type { Database } from '../../../adapters/postgres/database/database.js';
import { wholeNumber, type Bench } from '../bench.js';
import { openBenchDatabase } from '../bench-database.js';
import { recordPlans, type PlanRecorder, type RecordedStatement } from '../plan-recorder.js';
import { compareCosts, type Compared, type IndexLevels, type Measured } from './compare-costs.js';
import { operationsOf, type Operation } from './operations.js';
import { seedOrders } from './seed-orders.js';

/** Checks that routine operations read the same number of blocks with a long history as with a short one. */
export const historyBench: Bench = {
  name: 'history',
  usage: 'blocks read per statement with --small=10000 and --large=300000 orders',
  async run(options, report) {
    const small = wholeNumber(options, 'small', 10_000);
    const large = wholeNumber(options, 'large', 300_000);
    const { database, close } = await openBenchDatabase(report);
    try {
      const recorder = recordPlans(database.pool);
      await database.pool.query('CREATE EXTENSION pageinspect');
      report(`Seeding ${small} orders.`);
      await seedOrders(database.pool, 1, small);
      const before = await measure({ database, recorder, orders: small });
      const levelsBefore = await indexLevels(database);
      report(`Seeding ${large - small} more.`);
      await seedOrders(database.pool, small + 1, large);
      const after = await measure({ database, recorder, orders: large });
      const grown = growthOf(levelsBefore, await indexLevels(database));
      const statements = compareCosts(before, after, grown);
      for (const line of tableOf(statements)) report(line);
      return { ok: statements.every(({ ok }) => ok), name: 'history', small, large, statements };
    } finally {
      await close();
    }
  },
};

/** The first runs are planned individually, with cold catalog caches. Meanwhile they place a page's worth of orders. */
const WARM_UPS = 20;
const RUNS = 5;

async function measure(given: {
  database: Database;
  recorder: PlanRecorder;
  orders: number;
}): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const operation of await operationsOf(given.database, given.orders)) {
    for (let run = 0; run < WARM_UPS; run += 1) await runOnce(given.recorder, operation);
    const runs: (readonly RecordedStatement[])[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await runOnce(given.recorder, operation));
    measured.push({ operation: operation.name, statements: medianOf(runs) });
  }
  return measured;
}

async function runOnce(recorder: PlanRecorder, { prepare, run }: Operation) {
  await prepare?.();
  return recorder.during(run);
}

/** The median run of each statement: one in a hundred inserts splits a page. */
function medianOf(runs: readonly (readonly RecordedStatement[])[]): readonly RecordedStatement[] {
  const [first = []] = runs;
  return first.map((statement, nth) => {
    const times = first.slice(0, nth).filter((each) => each.statement === statement.statement).length;
    const sorted = runs
      .flatMap((run) => run.filter((each) => each.statement === statement.statement).slice(times, times + 1))
      .toSorted((left, right) => left.buffers - right.buffers);
    return sorted[Math.floor(sorted.length / 2)] ?? statement;
  });
}

const LEVELS = `
SELECT i.relname AS index, t.relname AS table, (bt_metap(i.relname::text)).level::int AS level
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_am a ON a.oid = i.relam
WHERE n.nspname = 'public' AND a.amname = 'btree'`;

type IndexRow = Readonly<{ index: string; table: string; level: number }>;

async function indexLevels({ pool }: Database): Promise<readonly IndexRow[]> {
  return (await pool.query<IndexRow>(LEVELS)).rows;
}

function growthOf(before: readonly IndexRow[], after: readonly IndexRow[]): IndexLevels {
  const old = new Map(before.map(({ index, level }) => [index, level]));
  const grown = new Map<string, number>();
  for (const { index, table, level } of after) {
    const more = level - (old.get(index) ?? level);
    grown.set(index, more);
    grown.set(table, (grown.get(table) ?? 0) + more);
  }
  return grown;
}

function tableOf(statements: readonly Compared[]): readonly string[] {
  const lines = statements.map(({ operation, statement, small, large, levels, ok }) =>
    [
      ok ? '  ' : '✗ ',
      operation.padEnd(26),
      statement.padEnd(34).slice(0, 34),
      String(small).padStart(8),
      String(large).padStart(8),
      String(levels).padStart(8),
    ].join(' '),
  );
  const head = ['  ', 'operation'.padEnd(26), 'statement'.padEnd(34), '   small', '   large', '  levels'];
  return [head.join(' '), ...lines];
}
