import { Redis } from 'ioredis';

import { redisOptions } from './redis-connection.js';

/** A separate connection for health checks; rejects at once while Redis is down. */
export function openRedisHealth(url: string): { check: () => Promise<void>; close: () => void } {
  const redis = new Redis(redisOptions(url));
  redis.on('error', () => undefined);
  return {
    async check() {
      if (redis.status !== 'ready') throw new Error(`not connected (${redis.status})`);
      await redis.ping();
    },
    close: () => redis.disconnect(),
  };
}
