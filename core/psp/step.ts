import type { BackOff } from '../shared/back-off.js';
import type { PspStepId } from '../shared/ids.js';

/** Whose step it is: the aggregate that decides by its result and whose lock it is recorded under. */
export type StepSubject = Readonly<{ type: string; id: string }>;

/** JSON as it is stored: amounts are decimal text. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A queue of the workers that runs steps; each has a concurrency and a rate of its own. */
export type StepQueue = 'checkout' | 'capture';

/** A step as the business writes it, in the transaction that schedules it. */
export type NewStep = Readonly<{
  id: PspStepId;
  kind: string;
  subject: StepSubject;
  pspKey: string;
  /** Fixed before the first call, because a key must never carry other parameters. */
  params: JsonObject;
  /** Set when the writer runs the step itself right after the commit; otherwise the step is due after `runInMs`. */
  lease: StepLease | null;
  /** Zero when left out. */
  runInMs?: number;
}>;

export type StepLease = Readonly<{ token: string; leaseMs: number }>;

/** A step whose lease we hold: nobody else calls the PSP for it until the lease ends. */
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

/** What became of a step after one call. */
export type StepEnding =
  | Readonly<{ state: 'SUCCEEDED'; pspObject: string | null }>
  | Readonly<{ state: 'FAILED' | 'NEEDS_ATTENTION'; error: string }>
  /** `counts` is false when the PSP was not called: the step is as it was before, only later. */
  | Readonly<{
      state: 'DUE';
      error: string;
      retryInMs: number;
      counts: boolean;
      /** Set when it is certain that the PSP did nothing under the key so far: from now on the step has this one. */
      nextKey?: string;
    }>;

/** Longer than the PSP client's own timeout (10 s) plus recording, so that a live holder never loses its lease. */
export const STEP_LEASE_MS = 20_000;

/** A step that was not answered this often (about 20 minutes of back-off) needs a person. */
export const MAX_STEP_ATTEMPTS = 12;

/** Half a second is enough for a passing fault. */
const FIRST_RETRY_MS = 500;
/** A PSP that is long away is asked this often, so that its return is noticed. */
const LONGEST_RETRY_MS = 5 * 60_000;

export const STEP_BACK_OFF: BackOff = { firstMs: FIRST_RETRY_MS, longestMs: LONGEST_RETRY_MS };

/** A lease of whoever runs a step: a random token, compared when the step ends, and how long it holds. */
export function newLease(): StepLease {
  return { token: globalThis.crypto.randomUUID(), leaseMs: STEP_LEASE_MS };
}

/** The step as its writer holds it, who took the lease with it. */
export function leasedFrom({ id, kind, subject, pspKey, params, lease }: NewStep): LeasedStep {
  if (lease === null) throw new Error(`${id} was scheduled without a lease`);
  const held = { leaseToken: lease.token, attempt: 1, firstCalledMsAgo: 0 };
  return { id, kind, subject, pspKey, params, ...held };
}
