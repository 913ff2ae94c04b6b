import { Redis } from 'ioredis';
import { z } from 'zod';

import type { LiveUpdate, LiveUpdates } from '../../core/shared/live-updates.js';
import { redisOptions } from './redis-connection.js';

const liveUpdate = z.object({ orderId: z.string(), version: z.int() });

/** Why workers are woken; `anything` unless the caller knows better. */
export type WakeUp = 'anything' | 'webhooks';
export type LiveListener = (update: LiveUpdate | null, wakeUp: WakeUp) => void;

export type LiveChannel = LiveUpdates &
  Readonly<{
    /** Wakes the workers without an order update: for work that may be due, or a webhook that arrived. */
    wakeUp: (about?: WakeUp) => void;
    /** Calls the listener for every update, and with null and the reason for every wake-up; returns the unsubscribe. */
    listen: (listener: LiveListener) => () => void;
    /** Whether announcements arrive; while they do not, subscribers have to poll. */
    isConnected: () => boolean;
    close: () => void;
  }>;

/** Redis pub/sub between processes: announces after a commit which order to read again. Best effort. */
export function openLiveChannel({
  url,
  onError,
}: {
  url: string;
  onError: (error: Error) => void;
}): LiveChannel {
  // Pub/sub channels ignore the database number, so the channel name carries it.
  const channel = `splitcart:live:${redisOptions(url).db}`;
  const publisher = new Redis({ ...redisOptions(url), autoResubscribe: false });
  const subscriber = new Redis({ ...redisOptions(url), enableOfflineQueue: true });
  const listeners = new Set<LiveListener>();
  for (const connection of [publisher, subscriber]) connection.on('error', onError);
  const send = (message: string) => {
    if (publisher.status === 'ready') publisher.publish(channel, message).catch(onError);
  };
  subscriber.on('message', (_channel: string, message: string) => {
    const parsed = parseMessage(message);
    for (const listener of listeners) listener(parsed.update, parsed.wakeUp);
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

/** Parses a message. An unknown one, sent by a newer version, counts as a wake-up, never as an error. */
function parseMessage(message: string): { update: LiveUpdate | null; wakeUp: WakeUp } {
  if (message === WAKE_UPS.webhooks) return { update: null, wakeUp: 'webhooks' };
  const update = message.startsWith('{') ? liveUpdate.safeParse(JSON.parse(message)) : null;
  return { update: update?.data ?? null, wakeUp: 'anything' };
}
