import type { RecordedStatement } from '../plan-recorder.js';

/** Levels by index; and by table for all its indexes together, because an insert descends each. */
export type IndexLevels = ReadonlyMap<string, number>;

export type Measured = Readonly<{ operation: string; statements: readonly RecordedStatement[] }>;

/** One statement on both histories, in blocks (buffers) of 8 KiB, cached or not. */
export type Compared = Readonly<{
  operation: string;
  statement: string;
  small: number;
  large: number;
  /** Blocks of the large history that were read only because an index has one more level. */
  levels: number;
  ok: boolean;
}>;

/** Tolerated growth in buffers. */
const TOLERANCE = 0.1;

/** Rows may happen to span two pages, and 10 % of a statement that reads three blocks is less than a block. */
const SLACK_BLOCKS = 2;

/**
 * Compares statement by statement. A B-tree with thirty times the rows may be one level deeper, and each descent then
 * reads one more block; that is counted separately and allowed. Any other growth fails.
 */
export function compareCosts(
  small: readonly Measured[],
  large: readonly Measured[],
  grown: IndexLevels,
): readonly Compared[] {
  return large.flatMap(({ operation, statements }, index) => {
    const before = numbered(small[index]?.statements ?? []);
    return [...numbered(statements)].map(([key, after]): Compared => {
      const blocks = before.get(key)?.buffers ?? 0;
      const levels = [...after.descents].reduce(
        (sum, [name, count]) => sum + count * (grown.get(name) ?? 0),
        0,
      );
      const limit = blocks + Math.max(blocks * TOLERANCE, SLACK_BLOCKS);
      return {
        ...{ operation, statement: after.statement, small: blocks, large: after.buffers, levels },
        ok: before.has(key) && after.buffers - levels <= limit,
      };
    });
  });
}

/** Keyed by name and occurrence; statements on two connections may be recorded in any order. */
function numbered(statements: readonly RecordedStatement[]): ReadonlyMap<string, RecordedStatement> {
  const byKey = new Map<string, RecordedStatement>();
  const seen = new Map<string, number>();
  for (const each of statements) {
    const nth = (seen.get(each.statement) ?? 0) + 1;
    seen.set(each.statement, nth);
    byKey.set(`${each.statement} ${nth}`, each);
  }
  return byKey;
}
