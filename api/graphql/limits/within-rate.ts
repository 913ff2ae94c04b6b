import type { Counted, RateLimited } from '../../../core/limits/rate-limits.js';
import type { GraphqlContext } from '../context.js';

/**
 * Counts a try and does the work unless there were too many. Every try counts, also one that is refused for something else;
 * only a command that is sent again with its idempotency key is none, because nothing is done a second time. Over the limit a
 * replay waits like everybody else: its answer is kept.
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

/** Who asks, as far as tries are counted. */
export function askerOf({ clientAddress, actor }: GraphqlContext) {
  return { address: clientAddress, actor };
}
