import { Redis } from 'ioredis';
import { z } from 'zod';

import type { LiveUpdate, LiveUpdates } from '../../core/shared/live-updates.js';
import { redisOptions } from './redis-connection.js';

const liveUpdate = z.object({ orderId: z.string(), version: z.int() });

export type LiveChannel = LiveUpdates &
  Readonly<{
    /** Wakes the workers without any change of an order, as when a webhook arrived. */
    nudge: () => void;
    /** Calls the listener for every update and nudge (null); returns how to stop. */
    listen: (listener: (update: LiveUpdate | null) => void) => () => void;
    /** Whether announcements arrive; while they do not, subscribers have to look for themselves. */
    isConnected: () => boolean;
    close: () => void;
  }>;

/** Redis pub/sub as the channel between processes: after a commit it says what to look at again. Best effort. */
export function openLiveChannel({
  url,
  onError,
}: {
  url: string;
  onError: (error: Error) => void;
}): LiveChannel {
  // One database's neighbours must not wake each other: pub/sub channels ignore the database number.
  const channel = `splitcart:live:${redisOptions(url).db}`;
  const publisher = new Redis({ ...redisOptions(url), autoResubscribe: false });
  const subscriber = new Redis({ ...redisOptions(url), enableOfflineQueue: true });
  const listeners = new Set<(update: LiveUpdate | null) => void>();
  for (const connection of [publisher, subscriber]) connection.on('error', onError);
  const send = (message: string) => {
    if (publisher.status === 'ready') publisher.publish(channel, message).catch(onError);
  };
  subscriber.on('message', (_channel: string, message: string) => {
    const update = message === NUDGE ? null : liveUpdate.parse(JSON.parse(message));
    for (const listener of listeners) listener(update);
  });
  subscriber.subscribe(channel).catch(onError);
  return {
    announce: (update) => send(JSON.stringify(update)),
    nudge: () => send(NUDGE),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isConnected: () => subscriber.status === 'ready',
    close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

const NUDGE = 'nudge';
