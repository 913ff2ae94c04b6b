import type { Guarantee } from '../../../core/verification/ports.js';

/** A guarantee as SQL. Each of `violations` selects one row (`subject`, `what`) per violation. */
export type Rule = Readonly<{
  name: Guarantee;
  title: string;
  /** Selects the number of rows checked, as `checked`. */
  checked: string;
  violations: readonly Readonly<{ sql: string; values?: readonly unknown[] }>[];
}>;

/** Work may be overdue for this long before it counts as unowned. */
export const UNOWNED_AFTER = `interval '60 seconds'`;
