/**
 * How long a shopper's request waits for the PSP. Past it the request answers with what is true so far and the call
 * goes on; three seconds is where a person begins to doubt that the button did anything.
 */
export const PSP_BUDGET_MS = 3_000;

/** When a client without a subscription may ask again. */
export const RETRY_AFTER_MS = 1_000;

/** Work that goes on after the request was answered. Whoever stops the process waits for it. */
export interface BackgroundWork {
  /** Follows the promise to its end; a rejection is logged, and the sweeper repeats what it left undone. */
  follow(work: Promise<unknown>): void;
}

export const LATE = Symbol('late');

/** The result when it comes in time, otherwise LATE; the work itself is never cut short. */
export async function withinBudget<Value>(work: Promise<Value>, budgetMs: number): Promise<Value | typeof LATE> {
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
