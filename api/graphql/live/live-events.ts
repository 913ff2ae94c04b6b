import { GraphQLError } from 'graphql';

import type { Logger } from '../../../core/shared/logger.js';
import { createWakeSignal } from './wake-signal.js';

/** Delay before the next read after a failed one, as while the database is down. */
const READ_RETRY_MS = 1_000;

type LiveSource<Event> = Readonly<{
  /**
   * Yields what is new since the previous read; the first read yields the current state. Checks the reader's access before
   * each event, and throws the GraphQLError that ends the subscription.
   */
  read: () => AsyncIterable<Event>;
  /** Calls the listener whenever a read may find something new; returns a function that stops. */
  watch: (listener: () => void) => () => void;
  logger: Logger;
}>;

/**
 * The current state, then changes. Announcements only trigger a read: events are read from Postgres, so a lost or duplicate
 * announcement can neither lose nor invent anything. A slow reader is not sent stale states: the next read starts after the
 * reader has consumed the last one. A thousand readers of one order make a thousand of these, so there is one promise per
 * step and no buffering; one `next` is awaited before the next.
 */
export function liveEvents<Event>({ read, watch, logger }: LiveSource<Event>): AsyncIterableIterator<Event> {
  const wakeSignal = createWakeSignal();
  let found: AsyncIterator<Event> | null = null;
  let unwatch: (() => void) | null = null;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    unwatch?.();
    wakeSignal.stop();
    wakeSignal.raise();
  };
  const begin = (): void => {
    unwatch = watch(wakeSignal.raise);
    wakeSignal.raise();
  };
  const failed = (error: unknown): void => {
    found = null;
    if (error instanceof GraphQLError) {
      end();
      throw error;
    }
    logger.warn({ event: 'subscription.read_failed', reason: String(error) });
    wakeSignal.raiseIn(READ_RETRY_MS);
  };
  const next = async (): Promise<IteratorResult<Event, undefined>> => {
    if (unwatch === null && !isOver) begin();
    while (!isOver) {
      if (found === null) await wakeSignal.raised();
      if (isOver) break;
      found ??= read()[Symbol.asyncIterator]();
      try {
        const result = await found.next();
        if (result.done === true) found = null;
        else if (!isOver) return { done: false, value: result.value };
      } catch (error) {
        failed(error);
      }
    }
    return { done: true, value: undefined };
  };
  return {
    next,
    return() {
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
