import type { Counted, RateLimited } from '../../../core/limits/rate-limits.js';
import type { GraphqlContext } from '../context.js';

/**
 * Counts an attempt and runs the work, or returns RATE_LIMITED. Failed attempts count too. A replay of an idempotency key
 * does not, because nothing runs twice; over the limit a replay has to wait too, and its stored result stays available.
 */
export async function withinRate<Answer extends object>(
  { rateLimits }: GraphqlContext,
  tries: readonly Counted[],
  work: () => Promise<Answer>,
): Promise<Answer | RateLimited> {
  const limited = await rateLimits.take(tries);
  if (limited !== null) return limited;
  const answer = await work();
  if (isReplay(answer)) rateLimits.giveBack(tries);
  return answer;
}

function isReplay(answer: object): boolean {
  if ('replayed' in answer) return answer.replayed === true;
  return 'code' in answer && answer.code === 'IDEMPOTENCY_KEY_IN_PROGRESS';
}

/** The caller, as rate limits identify them. */
export function askerOf({ clientAddress, actor }: GraphqlContext) {
  return { address: clientAddress, actor };
}
