import type { PaymentId, PaymentIntentId, PaymentOrderId, PspStepId, RefundId } from '../shared/ids.js';

/*
 * Every idempotency key that we send to the PSP is made here. A key is derived from what the call is about and never from
 * chance, so a call that is repeated after a timeout, a crash or on another machine is the same call. The number in it
 * rises only after a definitive failure: a timeout repeats the key.
 */

/** A key of any kind of step: `prefix` names the call, `id` the object, `nth` the attempt that earned a new key. */
export function pspKey(prefix: string, id: string, nth?: number): string {
  return nth === undefined ? `${prefix}_${id}` : `${prefix}_${id}_${nth}`;
}

/** One intent of ours is one intent at the PSP, for ever. */
export const createIntentKey = (id: PaymentIntentId): string => pspKey('cre', id);

/** An attempt is confirmed once; the next attempt is another intent. */
export const confirmKey = (id: PaymentIntentId): string => pspKey('con', id, 1);

/** Creates and confirms a following seller's intent in one call. */
export const authorizeKey = (id: PaymentIntentId): string => pspKey('aut', id);

/**
 * The key that prevents a second charge. `captured` is the payment order that one call takes, or what several of them are
 * taken of together: the payment, or the intent of their own. `nth` rises when the PSP has definitively failed a capture.
 */
export const captureKey = (captured: PaymentOrderId | PaymentId | PaymentIntentId, nth: number): string =>
  pspKey('cap', captured, nth);

/** Releases what an authorization still covers after its captures. */
export const releaseKey = (id: PaymentIntentId): string => pspKey('rel', id, 1);

/** The second cancel of an intent answers an authorization that came after the first. */
export const cancelKey = (id: PaymentIntentId, nth: 1 | 2): string => pspKey('can', id, nth);

/** One refund is one key for ever: a refund that failed is asked for again as another refund. */
export const refundKey = (id: RefundId): string => pspKey('ref', id, 1);

/** Reading has no effect; the key keeps a poll for one purpose from being scheduled twice. */
export const retrieveIntentKey = (id: PaymentIntentId, purpose: 'action' | 'decision' | PspStepId): string =>
  `${pspKey('ret', id)}_${purpose}`;

/** As `retrieveIntentKey`, for a refund that the bank has not decided. */
export const retrieveRefundKey = (id: RefundId): string => pspKey('ret', id);

/**
 * The PSP forgets a key after 24 hours; the same call would then be a new one. The call of a step that old is not repeated:
 * what became of it is looked up.
 */
export const PSP_KEY_MEMORY_MS = 23 * 60 * 60_000;

/** A call that was certainly not carried out under so many keys needs a person. */
export const MAX_STEP_KEYS = 4;

/** The key to go on with when it is certain that nothing was done under this one; null when there were too many. */
export function nextKeyAfter(key: string): string | null {
  const { first = key, nth = '1' } = /^(?<first>.+)_r(?<nth>\d+)$/.exec(key)?.groups ?? {};
  return Number(nth) >= MAX_STEP_KEYS ? null : `${first}_r${Number(nth) + 1}`;
}
