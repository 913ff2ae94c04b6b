import type { BackOff } from '../shared/back-off.js';
import type { PspStepId } from '../shared/ids.js';

/** The aggregate that a step belongs to: its lock guards the recording, and it decides what follows from the result. */
export type StepSubject = Readonly<{ type: string; id: string }>;

/** Stored JSON: amounts are decimal text. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A worker queue that runs steps; each has its own concurrency and rate limit. */
export type StepQueue = 'checkout' | 'capture';

/** A new step, written in the transaction that schedules it. */
export type NewStep = Readonly<{
  id: PspStepId;
  kind: string;
  subject: StepSubject;
  pspKey: string;
  /** Fixed before the first call: a key must never be sent with different parameters. */
  params: JsonObject;
  /** Set when the writer runs the step itself right after the commit; otherwise the step is due after `runInMs`. */
  lease: StepLease | null;
  /** Defaults to zero. */
  runInMs?: number;
}>;

export type StepLease = Readonly<{ token: string; leaseMs: number }>;

/** A leased step: nobody else calls the PSP for it until the lease ends. */
export type LeasedStep = Readonly<{
  id: PspStepId;
  kind: string;
  subject: StepSubject;
  pspKey: string;
  params: JsonObject;
  leaseToken: string;
  /** 1 on the first call. */
  attempt: number;
  /** How long ago the PSP was first called with this key. */
  firstCalledMsAgo: number;
}>;

/** The state of a step after one call. */
export type StepEnding =
  | Readonly<{ state: 'SUCCEEDED'; pspObject: string | null }>
  | Readonly<{ state: 'FAILED' | 'NEEDS_ATTENTION'; error: string }>
  /** `counts` is false when the PSP was not called: the attempt does not count. */
  | Readonly<{
      state: 'DUE';
      error: string;
      retryInMs: number;
      counts: boolean;
      /** Set when the PSP certainly did nothing under the current key; it replaces that key. */
      nextKey?: string;
    }>;

/** Longer than the PSP client's own timeout (10 s) plus recording, so a running holder never loses its lease. */
export const STEP_LEASE_MS = 20_000;

/** After this many attempts without an answer (about 20 minutes of back-off) an operator must step in. */
export const MAX_STEP_ATTEMPTS = 12;

/** Half a second outlasts a transient fault. */
const FIRST_RETRY_MS = 500;
/** During a long outage the PSP is called this often, so its recovery is noticed. */
const LONGEST_RETRY_MS = 5 * 60_000;

export const STEP_BACK_OFF: BackOff = { firstMs: FIRST_RETRY_MS, longestMs: LONGEST_RETRY_MS };

/** A new lease: a random token, compared when the step ends, and its duration. */
export function newLease(): StepLease {
  return { token: globalThis.crypto.randomUUID(), leaseMs: STEP_LEASE_MS };
}

/** The step as held by its writer, who leased it on insert. */
export function leasedFrom({ id, kind, subject, pspKey, params, lease }: NewStep): LeasedStep {
  if (lease === null) throw new Error(`${id} was scheduled without a lease`);
  const firstAttempt = { leaseToken: lease.token, attempt: 1, firstCalledMsAgo: 0 };
  return { id, kind, subject, pspKey, params, ...firstAttempt };
}
