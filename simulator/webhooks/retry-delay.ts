const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 60_000;

/**
 * Milliseconds until the next attempt: 0.25 s, doubled each time, at most a minute. Stripe waits for hours, which
 * a simulator for tests must not.
 */
export function retryDelayMs(attempts: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts - 1, 20));
}
