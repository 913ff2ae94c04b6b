import type { Guarantee } from '../../../core/verification/ports.js';

/** A guarantee as statements. Each of `violations` selects a row (`subject`, `what`) for everything that breaks it. */
export type Rule = Readonly<{
  name: Guarantee;
  title: string;
  /** Selects how many rows are looked at, as `checked`. */
  checked: string;
  violations: readonly Readonly<{ sql: string; values?: readonly unknown[] }>[];
}>;

/** Something may wait this long without its owner before it counts as forgotten. */
export const UNOWNED_AFTER = `interval '60 seconds'`;
