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

/** A person is waiting. Redis answers within 1 ms; the rest allows for a busy process of our own. */
const REDIS_DEADLINE_MS = 250;
/** After a Redis timeout, no request waits for Redis for this long. */
const REDIS_REST_MS = 1_000;

/** One quota, counted across all processes or by this one alone. */
type Limiters = Readonly<{ shared: RateLimiterAbstract; own: RateLimiterAbstract }>;

/**
 * Counts in Redis, across all processes. While Redis is down or slow, each process counts in its own memory: the quotas
 * then apply per process, and nobody waits.
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
  let skipRedisUntil = 0;

  const count = async <Value>({ quota, of }: Counted, act: Act<Value>): Promise<Value> => {
    const { shared, own } = limitersOf(quota);
    const key = keyOf(of);
    if (redis.status !== 'ready' || Date.now() < skipRedisUntil) return act(own, key);
    try {
      return await valueWithin(REDIS_DEADLINE_MS, act(shared, key));
    } catch (error) {
      skipRedisUntil = Date.now() + REDIS_REST_MS;
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

/** Milliseconds until the next attempt, or null when this one is allowed. */
async function consume(limiter: RateLimiterAbstract, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (rejection) {
    // The package rejects with the state of an exceeded quota, or with an Error when something is wrong.
    if (rejection instanceof RateLimiterRes) return Math.max(rejection.msBeforeNext, 1);
    throw rejection;
  }
}

/** Keeps IP addresses, e-mail addresses and tokens out of Redis in clear text. */
function keyOf(of: string): string {
  return createHash('sha256').update(of).digest('base64url');
}
