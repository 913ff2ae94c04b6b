import type { IdempotencyRecords, IdempotencyScope } from '../idempotency/ports.js';
import type { RecordedResult } from './step-result.js';

/** How long a client without a subscription should wait before it polls. */
export const RETRY_AFTER_MS = 1_000;

/** Work that continues after the request was answered. Shutdown waits for it. */
export interface BackgroundWork {
  /** Tracks the promise until it settles. A rejection is logged, and the dispatcher retries the unfinished work. */
  follow(work: Promise<unknown>): void;
}

/** How much longer than its PSP budget a request may take before a replay of its key stops waiting. */
const SETTLE_MARGIN_MS = 2_000;

/** How long a claimed idempotency key answers "in progress". */
export function claimLockMs(budgetMs: number): number {
  return budgetMs + SETTLE_MARGIN_MS;
}

const LATE = Symbol('late');

/**
 * The answer within the budget: the one the work stored if it finished in time, otherwise the provisional one, which
 * then becomes final for the key. A replay of the key gets the same answer.
 */
export async function answerWithinBudget(
  { idempotency, background, pspBudgetMs }: BudgetDependencies,
  { scope, work }: { scope: IdempotencyScope; work: Promise<RecordedResult> },
): Promise<unknown> {
  background.follow(work);
  const result = await withinBudget(work, pspBudgetMs);
  return (result === LATE ? null : result.answer) ?? (await idempotency.settle(scope));
}

export type BudgetDependencies = Readonly<{
  idempotency: IdempotencyRecords;
  background: BackgroundWork;
  /**
   * How long a shopper’s request waits for the PSP: three seconds, about when a person starts to wonder whether the
   * button worked. After that the request answers with the current state and the call continues.
   */
  pspBudgetMs: number;
}>;

/** The result if it arrives in time, otherwise LATE. The work itself is never aborted. */
async function withinBudget<Value>(work: Promise<Value>, budgetMs: number): Promise<Value | typeof LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), budgetMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
