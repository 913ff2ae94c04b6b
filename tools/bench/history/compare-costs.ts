import type { RecordedStatement } from '../plan-recorder.js';

/** The levels of an index, by index; and by table, of all its indexes together, because a new row goes into each. */
export type IndexLevels = ReadonlyMap<string, number>;

export type Measured = Readonly<{ operation: string; statements: readonly RecordedStatement[] }>;

/** One statement in both histories, in blocks (buffers) of 8 KiB, whether they were in memory or not. */
export type Compared = Readonly<{
  operation: string;
  statement: string;
  small: number;
  large: number;
  /** Of the large history: blocks that were read only because an index has one level more. */
  levels: number;
  ok: boolean;
}>;

/** The same number of buffers means: this much more at most. */
const TOLERANCE = 0.1;

/** Rows that lie across two pages here and in one there; a tenth of a statement that reads three blocks is no block. */
const SLACK_BLOCKS = 2;

/**
 * Compares statement by statement. A B-tree that holds thirty times as much may be one level deeper, and each descent from its
 * root then reads one block more; that is counted, told apart and allowed. Everything else that grows is a fault.
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

/** By name, and where one runs several times, by which time; statements on two connections come in any order. */
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
