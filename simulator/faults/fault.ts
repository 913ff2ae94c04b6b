/** A fault added through the control API. */
export interface Fault {
  id: string;
  /** An operation such as `payment_intents.capture`, a prefix such as `payment_intents.*`, or `*`. */
  operation: string;
  kind: FaultKind;
  /** Milliseconds: fixed, or drawn uniformly from [delayMs, delayMaxMs]. */
  delayMs: number;
  delayMaxMs: number | null;
  /** A long-tailed latency instead: 50% of answers within p50Ms, 99% within p99Ms. */
  latency: { p50Ms: number; p99Ms: number } | null;
  status: number;
  code: string | null;
  message: string | null;
  retryAfterSeconds: number | null;
  /** Additional deliveries of `webhook_duplicate`. */
  copies: number;
  /** Remaining strikes; null = until removed. */
  remaining: number | null;
  /** Probability that a matching request is struck, drawn from the seed. */
  probability: number;
  match: FaultMatch;
  /** Matching requests seen so far: the counter of the seeded draw. */
  seen: number;
  struck: number;
}

/**
 * `delay` answers late; `fail` returns an error without executing; `fail_after` executes but returns an error, stored
 * under the key; `fail_stored` does not execute and stores the error under the idempotency key; `timeout_before`
 * neither executes nor answers; `timeout_after` executes but never answers; `reset` executes and resets the
 * connection in the middle of the body; `reset_before` resets it without executing; `rate_limit` returns 429;
 * `conflict` returns 409.
 */
export const API_FAULT_KINDS = [
  'delay',
  'fail',
  'fail_stored',
  'fail_after',
  'timeout_before',
  'timeout_after',
  'reset',
  'reset_before',
  'rate_limit',
  'conflict',
] as const;

/**
 * `webhook_drop` never delivers; `webhook_duplicate` delivers `copies` more; `webhook_delay` delivers `delayMs` later
 * in simulator time (days, if needed); `webhook_reorder` draws the delay, so that later events may overtake;
 * `webhook_forge` sends an extra one with a wrong signature. Their `operation` is an event type.
 */
export const WEBHOOK_FAULT_KINDS = [
  'webhook_drop',
  'webhook_duplicate',
  'webhook_delay',
  'webhook_reorder',
  'webhook_forge',
] as const;

export const FAULT_KINDS = [...API_FAULT_KINDS, ...WEBHOOK_FAULT_KINDS] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultMatch {
  amount?: number;
  metadata?: Record<string, string>;
  intent?: string;
}
