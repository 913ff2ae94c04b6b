import { Redis } from 'ioredis';
import { z } from 'zod';

import type { LiveUpdate, LiveUpdates } from '../../core/shared/live-updates.js';
import { redisOptions } from './redis-connection.js';

const liveUpdate = z.object({ orderId: z.string(), version: z.int() });

/** What workers are woken for; `anything` unless the caller knows better. */
export type WakeUp = 'anything' | 'webhooks';
export type LiveListener = (update: LiveUpdate | null, wakeUp: WakeUp) => void;

export type LiveChannel = LiveUpdates &
  Readonly<{
    /** Wakes the workers without any change of an order: for what may wait for them, or for a webhook that arrived. */
    wakeUp: (about?: WakeUp) => void;
    /** Calls the listener for every update, and for every wake-up with null and what it is about; returns how to stop. */
    listen: (listener: LiveListener) => () => void;
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
  const listeners = new Set<LiveListener>();
  for (const connection of [publisher, subscriber]) connection.on('error', onError);
  const send = (message: string) => {
    if (publisher.status === 'ready') publisher.publish(channel, message).catch(onError);
  };
  subscriber.on('message', (_channel: string, message: string) => {
    const news = newsIn(message);
    for (const listener of listeners) listener(news.update, news.wakeUp);
  });
  subscriber.subscribe(channel).catch(onError);
  return {
    announce: (update) => send(JSON.stringify(update)),
    wakeUp: (about = 'anything') => send(WAKE_UPS[about]),
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

const WAKE_UPS: Readonly<Record<WakeUp, string>> = { anything: 'wake-up', webhooks: 'wake-up:webhooks' };

/** What a message says. One that a newer process means for others like itself is taken for a wake-up, never for a fault. */
function newsIn(message: string): { update: LiveUpdate | null; wakeUp: WakeUp } {
  if (message === WAKE_UPS.webhooks) return { update: null, wakeUp: 'webhooks' };
  const update = message.startsWith('{') ? liveUpdate.safeParse(JSON.parse(message)) : null;
  return { update: update?.data ?? null, wakeUp: 'anything' };
}
