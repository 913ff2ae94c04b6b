/** A violation of a guarantee: the row or object, and what is wrong with it. */
export type Violation = Readonly<{ subject: string; what: string }>;

/** The guarantees that can be checked against our own data and the PSP's journal. */
export type Guarantee = 'G1' | 'G2' | 'G3' | 'G5' | 'G6' | 'G7' | 'G8' | 'G9';

/** Result of checking one guarantee. At most `MAX_LISTED` violations are listed; `found` counts all. */
export type CheckResult = Readonly<{
  name: Guarantee;
  title: string;
  ok: boolean;
  /** Number of rows checked. */
  checked: number;
  found: number;
  violations: readonly Violation[];
}>;

export type VerifyReport = Readonly<{ ok: boolean; checks: readonly CheckResult[] }>;

/** One money movement in the PSP's records. */
export type PspMovement = Readonly<{
  kind: 'authorize' | 'capture';
  pspIntentId: string;
  amountMinor: bigint;
  /** Idempotency key of the call, if the PSP reports it. */
  key: string | null;
  /** Our payment intent, as referenced by the PSP's object. */
  intentId: string | null;
}>;

/** The PSP's own record of money movements: the only authority on what really happened. */
export interface PspJournal {
  /** In pages, so that memory use does not depend on the journal's length. */
  pages(): AsyncIterable<readonly PspMovement[]>;
}

/** Checks every guarantee on one snapshot of the data. */
export interface Verifier {
  verify(journal: PspJournal): Promise<VerifyReport>;
}

/** Maximum number of violations listed; the others are only counted. */
export const MAX_LISTED = 100;
