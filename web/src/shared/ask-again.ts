/** The request is still in progress; retry it after this long. */
export interface NotYet {
  readonly againAfterMs: number;
}

/** Pauses between retries of a failed connection; together they outlast a restart of the API. */
const PAUSES_MS = [400, 1_200, 3_000, 5_000];

/** Limit for responses that are still in progress. */
const MAX_NOT_YET = 20;

/**
 * Retries a request until it is answered. Only for requests with an idempotency key: after a connection failure the same
 * request is sent again, whether or not the first one arrived. `undefined` means an unknown outcome: the request may have
 * taken effect.
 */
export async function askAgain<T>(
  ask: () => Promise<T | NotYet>,
  pause: (ms: number) => Promise<void> = sleep,
): Promise<T | undefined> {
  let failures = 0;
  for (let notYets = 0; notYets < MAX_NOT_YET;) {
    try {
      const answer = await ask();
      if (!isNotYet(answer)) return answer;
      notYets += 1;
      await pause(answer.againAfterMs);
    } catch {
      const wait = PAUSES_MS[failures];
      if (wait === undefined) return undefined;
      failures += 1;
      await pause(wait);
    }
  }
  return undefined;
}

function isNotYet(answer: unknown): answer is NotYet {
  return typeof answer === 'object' && answer !== null && 'againAfterMs' in answer;
}

async function sleep(ms: number): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, ms));
}
