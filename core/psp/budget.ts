import type { IdempotencyRecords, IdempotencyScope } from '../idempotency/ports.js';
import type { RecordedResult } from './step-result.js';

/** When a client without a subscription may ask again. */
export const RETRY_AFTER_MS = 1_000;

/** Work that goes on after the request was answered. Whoever stops the process waits for it. */
export interface BackgroundWork {
  /** Follows the promise to its end; a rejection is logged, and the sweeper repeats what it left undone. */
  follow(work: Promise<unknown>): void;
}

/** How much longer than its PSP budget a request may take before a replay of its key stops waiting for it. */
const SETTLE_MARGIN_MS = 2_000;

/** For how long a claimed idempotency key answers "in progress". */
export function claimLockMs(budgetMs: number): number {
  return budgetMs + SETTLE_MARGIN_MS;
}

const LATE = Symbol('late');

/**
 * The answer to give within the budget: the one that the work stored when it came in time, otherwise the provisional
 * one, which is then final for its key. Whatever is returned is what a replay of the key will see.
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
   * How long a shopper's request waits for the PSP: three seconds, where a person begins to doubt that the button did
   * anything. Past it the request answers with what is true so far, and the call goes on.
   */
  pspBudgetMs: number;
}>;

/** The result when it comes in time, otherwise LATE; the work itself is never cut short. */
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
