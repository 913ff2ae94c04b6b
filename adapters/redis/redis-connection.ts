/** Reconnects forever, at most two seconds apart, so that a Redis that is back is noticed quickly. */
const retryStrategy = (times: number): number => Math.min(times * 100, 2_000);

/** Connection options for ioredis and BullMQ. */
export type RedisConnection = {
  host: string;
  port: number;
  username?: string;
  password?: string;
  tls?: Record<string, never>;
  db: number;
  retryStrategy: (times: number) => number;
  enableOfflineQueue: boolean;
  maxRetriesPerRequest: null;
};

/**
 * Options of a connection that fails fast while Redis is down instead of queueing commands:
 * nothing that a person waits for may wait for Redis.
 */
export function redisOptions(url: string): RedisConnection {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  const db = Number(pathname.slice(1));
  return {
    host: hostname,
    port: port === '' ? 6379 : Number(port),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
    db: Number.isInteger(db) ? db : 0,
    retryStrategy,
    enableOfflineQueue: false,
    maxRetriesPerRequest: null,
  };
}
