/** What was found to break a guarantee: which row or object, and how. */
export type Violation = Readonly<{ subject: string; what: string }>;

/** The guarantees that the system's own data and the PSP's journal can prove or disprove. */
export type Guarantee = 'G1' | 'G2' | 'G3' | 'G5' | 'G6' | 'G7' | 'G8' | 'G9';

/** What came of checking one guarantee. At most `MAX_LISTED` violations are listed; `found` counts all. */
export type CheckResult = Readonly<{
  name: Guarantee;
  title: string;
  ok: boolean;
  /** Rows that were looked at. */
  checked: number;
  found: number;
  violations: readonly Violation[];
}>;

export type VerifyReport = Readonly<{ ok: boolean; checks: readonly CheckResult[] }>;

/** One movement of money in the PSP's own books. */
export type PspMovement = Readonly<{
  kind: 'authorize' | 'capture';
  pspIntentId: string;
  amountMinor: bigint;
  /** The key of the call, where the PSP tells it. */
  key: string | null;
  /** Our payment intent, as the PSP's object names it. */
  intentId: string | null;
}>;

/** What the PSP itself says that it did; the only judge of what really happened to money. */
export interface PspJournal {
  /** In pages, so that a journal of any length needs the memory of one. */
  pages(): AsyncIterable<readonly PspMovement[]>;
}

/** Checks every guarantee on one snapshot of the data. */
export interface Verifier {
  verify(journal: PspJournal): Promise<VerifyReport>;
}

/** As many violations as a person reads before doing something; the rest is counted. */
export const MAX_LISTED = 100;
