/** The answer is not there yet; ask the same again after this long. */
export interface NotYet {
  readonly againAfterMs: number;
}

/** Pauses between attempts when nobody answers: a restart of the API fits into them. */
const PAUSES_MS = [400, 1_200, 3_000, 5_000];

/** More patience than any answer in progress needs. */
const MOST_NOT_YET = 20;

/**
 * Asks until there is an answer. Only for requests that carry an idempotency key: the same request is sent
 * again when the connection broke, whether or not the first one arrived.
 * `undefined` means that nobody answered; what was asked may still have happened.
 */
export async function askAgain<T>(
  ask: () => Promise<T | NotYet>,
  pause: (ms: number) => Promise<void> = sleep,
): Promise<T | undefined> {
  let failures = 0;
  for (let notYets = 0; notYets < MOST_NOT_YET;) {
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
