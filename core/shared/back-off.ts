/** Back-off of one kind of retry: from the first delay, doubling, to the longest. */
export type BackOff = Readonly<{ firstMs: number; longestMs: number }>;

/**
 * The delay before the next attempt: exponential back-off with jitter, so that what failed together is not retried
 * together. Half of the delay is fixed. `attempt` is 1 after the first failure, `random` is in [0, 1).
 */
export function retryDelayMs({ firstMs, longestMs }: BackOff, attempt: number, random: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
