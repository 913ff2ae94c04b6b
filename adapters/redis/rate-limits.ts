import { createHash } from 'node:crypto';

import { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';

import type { Quota, QuotaName } from '../../core/limits/quotas.js';
import type { Counted, RateLimits } from '../../core/limits/rate-limits.js';
import { valueWithin } from '../../core/shared/value-within.js';
import { redisOptions } from './redis-connection.js';

/** A person waits for the count. Redis answers in less than one; the rest is for a process that is busy itself. */
const REDIS_DEADLINE_MS = 250;
/** After an answer that did not come, nobody else waits for Redis this long. */
const REDIS_REST_MS = 1_000;

/** One quota, counted by all processes together, or by this one alone. */
type Limiters = Readonly<{ shared: RateLimiterAbstract; own: RateLimiterAbstract }>;

/**
 * Counts in Redis, so that all processes count together. While Redis is away, or does not answer in time, each process counts
 * for itself in its memory: the quotas then hold per process, and nobody waits.
 */
export function openRateLimits({
  url,
  quotas,
  onError,
}: {
  url: string;
  quotas: Readonly<Record<QuotaName, Quota>>;
  onError: (error: Error) => void;
}): RateLimits & { close: () => void } {
  const redis = new Redis(redisOptions(url));
  redis.on('error', onError);
  const limiters = new Map<QuotaName, Limiters>();
  const limitersOf = (name: QuotaName): Limiters => {
    const options = { keyPrefix: `rate:${name}`, points: quotas[name].count, duration: quotas[name].seconds };
    const made = limiters.get(name) ?? {
      shared: new RateLimiterRedis({ storeClient: redis, ...options }),
      own: new RateLimiterMemory(options),
    };
    limiters.set(name, made);
    return made;
  };
  let restsUntil = 0;

  const count = async <Value>({ quota, of }: Counted, act: Act<Value>): Promise<Value> => {
    const { shared, own } = limitersOf(quota);
    const key = keyOf(of);
    if (redis.status !== 'ready' || Date.now() < restsUntil) return act(own, key);
    try {
      return await valueWithin(REDIS_DEADLINE_MS, act(shared, key));
    } catch (error) {
      restsUntil = Date.now() + REDIS_REST_MS;
      onError(error instanceof Error ? error : new Error(String(error)));
      return act(own, key);
    }
  };

  return {
    async take(tries) {
      for (const tried of tries) {
        const retryAfterMs = await count(tried, consume);
        if (retryAfterMs !== null) return { code: 'RATE_LIMITED', retryAfterMs };
      }
      return null;
    },
    giveBack(tries) {
      for (const tried of tries) count(tried, (limiter, key) => limiter.reward(key)).catch(onError);
    },
    close: () => redis.disconnect(),
  };
}

type Act<Value> = (limiter: RateLimiterAbstract, key: string) => Promise<Value>;

/** Milliseconds until the next try, or null when this one is allowed. */
async function consume(limiter: RateLimiterAbstract, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (rejection) {
    // The package rejects with the state of the quota, and with an error when something is wrong.
    if (rejection instanceof RateLimiterRes) return Math.max(rejection.msBeforeNext, 1);
    throw rejection;
  }
}

/** Addresses, e-mail addresses and tokens do not stand in Redis in clear. */
function keyOf(of: string): string {
  return createHash('sha256').update(of).digest('base64url');
}
