import type { PaymentId, PaymentIntentId, PaymentOrderId, PspStepId, RefundId } from '../shared/ids.js';

/*
 * Every idempotency key sent to the PSP is built here. A key is derived from what the call is about, never from random
 * data, so repeating a call after a timeout, after a crash or on another machine is the same call. Its number rises
 * only after a definitive failure: a timeout repeats the key.
 */

/**
 * The key of a step of any kind: `prefix` names the call, `id` the object, `nth` the attempt that required a new key.
 */
export function pspKey(prefix: string, id: string, nth?: number): string {
  return nth === undefined ? `${prefix}_${id}` : `${prefix}_${id}_${nth}`;
}

/** One intent of ours is one intent at the PSP, forever. */
export const createIntentKey = (id: PaymentIntentId): string => pspKey('cre', id);

/** An attempt is confirmed once; the next attempt has another intent. */
export const confirmKey = (id: PaymentIntentId): string => pspKey('con', id, 1);

/** Creates and confirms a further seller's intent in one call. */
export const authorizeKey = (id: PaymentIntentId): string => pspKey('aut', id);

/**
 * The key that prevents a second charge. `captured` is the payment order that one call captures or, for several
 * captured together, their payment or their own intent. `nth` rises when the PSP has definitively failed a capture.
 */
export const captureKey = (captured: PaymentOrderId | PaymentId | PaymentIntentId, nth: number): string =>
  pspKey('cap', captured, nth);

/** Releases what is left of an authorization after its captures. */
export const releaseKey = (id: PaymentIntentId): string => pspKey('rel', id, 1);

/** The second cancel of an intent follows an authorization that arrived after the first. */
export const cancelKey = (id: PaymentIntentId, nth: 1 | 2): string => pspKey('can', id, nth);

/** One key per refund, forever: a failed refund is retried as a new refund. */
export const refundKey = (id: RefundId): string => pspKey('ref', id, 1);

/** Reading has no effect; the key keeps a poll for one purpose from being scheduled twice. */
export const retrieveIntentKey = (id: PaymentIntentId, purpose: 'action' | 'decision' | PspStepId): string =>
  `${pspKey('ret', id)}_${purpose}`;

/** As `retrieveIntentKey`, for a refund that the bank has not decided yet. */
export const retrieveRefundKey = (id: RefundId): string => pspKey('ret', id);

/**
 * The PSP forgets a key after 24 hours; repeating the call would then be a new call. A step this old is not called
 * again: its outcome is looked up.
 */
export const PSP_KEY_MEMORY_MS = 23 * 60 * 60_000;

/** After this many keys, with the call certainly not carried out under any, an operator must step in. */
export const MAX_STEP_KEYS = 4;

/** The next key when it is certain that nothing was done under this one; null at the limit. */
export function nextKeyAfter(key: string): string | null {
  const { first = key, nth = '1' } = /^(?<first>.+)_r(?<nth>\d+)$/.exec(key)?.groups ?? {};
  return Number(nth) >= MAX_STEP_KEYS ? null : `${first}_r${Number(nth) + 1}`;
}
