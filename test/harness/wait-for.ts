/** How long to wait, and how to name the condition in the error. */
export interface WaitOptions {
  readonly timeoutMs?: number;
  readonly everyMs?: number;
  readonly what?: string;
}

/**
 * Polls until the condition returns a truthy value, and returns it; fails with the last error or value on timeout.
 * A condition that throws counts as not met: restarting servers refuse connections.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: WaitOptions = {},
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const { timeoutMs = 20_000, everyMs = 50, what = 'the condition' } = options;
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await condition();
      if (answer) return answer as Exclude<T, false | null | undefined | 0 | ''>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${timeoutMs} ms for ${what}; last: ${String(last)}`, { cause: last });
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
