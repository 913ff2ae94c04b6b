import { z } from 'zod';

import type { OrderId, PaymentId, PaymentIntentId, PaymentOrderId, PaymentStepId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';

const minor = z.string().regex(/^\d+$/).transform(BigInt);

const paymentOrderId = z.string().transform((text, context) => {
  const id = parseId('po', text);
  if (id !== null) return id;
  context.addIssue(`${text} is no payment order`);
  return z.NEVER;
});

/** What each kind of step sends to the PSP. Fixed before the first call, because a key must never carry other parameters. */
export const stepParams = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('CREATE_INTENT'),
    amountMinor: minor,
    currency: z.string(),
    orderNumber: z.string(),
    intentAttempt: z.int(),
    /** True where the card is kept for the intents that follow. */
    saveCard: z.boolean().optional(),
  }),
  /** Makes an intent off the saved card and confirms it, in one call. */
  z.object({
    kind: z.literal('HOLD'),
    amountMinor: minor,
    currency: z.string(),
    orderNumber: z.string(),
    customer: z.string(),
    paymentMethod: z.string(),
  }),
  z.object({
    kind: z.literal('CONFIRM'),
    pspIntentId: z.string(),
    confirmationToken: z.string(),
    returnUrl: z.string(),
  }),
  z.object({
    kind: z.literal('CAPTURE'),
    pspIntentId: z.string(),
    amountMinor: minor,
    finalCapture: z.boolean(),
    /** Set when one call takes several shares; otherwise the step names its share. */
    paymentOrderIds: z.array(paymentOrderId).min(1).optional(),
  }),
  /** Releases what a hold still covers after its captures. */
  z.object({ kind: z.literal('CLOSE'), pspIntentId: z.string() }),
  z.object({
    kind: z.literal('REFUND'),
    pspIntentId: z.string(),
    amountMinor: minor,
    refundId: z.string(),
  }),
  /** Finds out what became of a refund that the PSP had accepted. */
  z.object({ kind: z.literal('RETRIEVE_REFUND'), pspRefundId: z.string() }),
  z.object({ kind: z.literal('CANCEL'), pspIntentId: z.string() }),
  z.object({ kind: z.literal('RETRIEVE'), pspIntentId: z.string() }),
]);

export type StepParams = z.output<typeof stepParams>;
export type StepKind = StepParams['kind'];

/** A step as the business writes it, in the transaction that owes it. */
export type NewPaymentStep = Readonly<{
  id: PaymentStepId;
  orderId: OrderId;
  paymentId: PaymentId;
  intentId: PaymentIntentId;
  paymentOrderId: PaymentOrderId | null;
  pspKey: string;
  params: StepParams;
  /** Set when the writer runs the step itself right after the commit; otherwise the step is due after `runInMs`. */
  lease: StepLease | null;
  /** Zero when left out. */
  runInMs?: number;
}>;

export type StepLease = Readonly<{ token: string; leaseMs: number }>;

/** A step whose lease we hold: nobody else calls the PSP for it until the lease ends. */
export type LeasedStep = Readonly<{
  id: PaymentStepId;
  orderId: OrderId;
  paymentId: PaymentId;
  intentId: PaymentIntentId;
  paymentOrderId: PaymentOrderId | null;
  pspKey: string;
  params: StepParams;
  leaseToken: string;
  /** 1 on the first call. */
  attempt: number;
  /** How long ago the PSP was first called with this key. */
  firstCalledMsAgo: number;
}>;

/** The shares that a step is about: its own, or those that one capture takes together. */
export function sharesOf({ paymentOrderId: own, params }: LeasedStep): readonly PaymentOrderId[] {
  if (own !== null) return [own];
  return params.kind === 'CAPTURE' ? (params.paymentOrderIds ?? []) : [];
}

/** Longer than the PSP client's own timeout (10 s) plus recording, so that a live holder never loses its lease. */
export const STEP_LEASE_MS = 20_000;

/** A step that was not answered this often (about 20 minutes of back-off) needs a person. */
export const MAX_STEP_ATTEMPTS = 12;

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5 * 60_000;

/** Exponential back-off with jitter, so that many steps do not return to a recovering PSP in one wave. `random` is in [0, 1). */
export function retryDelayMs(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

/** The shopper is at the bank; if its webhook were lost, this is when we first look for ourselves. */
export const LOOK_AFTER_ACTION_MS = 60_000;

/** A bank may take days over a refund. Twelve looks outlast the ten business days that the slowest take. */
export const LOOK_AT_REFUND_MS = 36 * 60 * 60_000;

/** How often an attempt that the bank has not decided is looked at again; twelve looks outlast the reservation. */
export const LOOK_AGAIN_MS = 3 * 60_000;

/**
 * The PSP forgets a key after 24 hours; the same call would then be a new one. The call of a step that old is not repeated:
 * what became of it is looked up.
 */
export const PSP_KEY_MEMORY_MS = 23 * 60 * 60_000;

/** A call that was certainly not carried out under so many keys needs a person. */
export const MAX_STEP_KEYS = 4;

/** The key to go on with when it is certain that nothing was done under this one; null when there were too many. */
export function nextKeyAfter(pspKey: string): string | null {
  const { first = pspKey, nth = '1' } = /^(?<first>.+)_r(?<nth>\d+)$/.exec(pspKey)?.groups ?? {};
  return Number(nth) >= MAX_STEP_KEYS ? null : `${first}_r${Number(nth) + 1}`;
}

export function newLeaseToken(): string {
  return globalThis.crypto.randomUUID();
}

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
