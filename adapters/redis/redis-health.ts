import { Redis } from 'ioredis';

import { redisOptions } from './redis-connection.js';

/** A connection of its own for asking whether Redis answers; rejects at once while it is away. */
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
