/** A fault that the control API has switched on. */
export interface Fault {
  id: string;
  /** An operation such as `payment_intents.capture`, a prefix such as `payment_intents.*`, or `*`. */
  operation: string;
  kind: FaultKind;
  /** Milliseconds: fixed, or drawn evenly from [delayMs, delayMaxMs]. */
  delayMs: number;
  delayMaxMs: number | null;
  /** A long-tailed latency instead: half of the answers within p50Ms, all but one in a hundred within p99Ms. */
  latency: { p50Ms: number; p99Ms: number } | null;
  status: number;
  code: string | null;
  message: string | null;
  retryAfterSeconds: number | null;
  /** Additional deliveries of `webhook_duplicate`. */
  copies: number;
  /** How often it still strikes; null = until removed. */
  remaining: number | null;
  /** Chance that a matching request is struck, drawn from the seed. */
  probability: number;
  match: FaultMatch;
  /** Matching requests seen so far: the counter of the seeded draw. */
  seen: number;
  struck: number;
}

/**
 * `delay` answers late; `fail` answers an error without executing; `fail_after` executes and answers an error all
 * the same, remembered under the key; `fail_stored` does not execute and remembers the error under the
 * idempotency key; `timeout_before` never executes and never answers; `timeout_after` executes and never
 * answers; `reset` executes and breaks the connection in the middle of the body; `reset_before` breaks it
 * without executing; `rate_limit` answers 429; `conflict` answers 409.
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
 * `webhook_drop` never delivers; `webhook_duplicate` delivers `copies` more; `webhook_delay` delivers `delayMs`
 * later in simulator time (days, if wished); `webhook_reorder` draws the delay, so that later events overtake;
 * `webhook_forge` sends one more with a wrong signature. Their `operation` is an event type.
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
