import { Repeater } from '@graphql-yoga/subscription';
import { GraphQLError } from 'graphql';

import type { Logger } from '../../../core/shared/logger.js';

/** After a look that failed, as while the database is away, this is waited before the next one. */
const LOOK_AGAIN_AFTER_MS = 1_000;

type LiveSource<Event> = Readonly<{
  /**
   * What is new since the look before; the first look finds the present state. Checks the reader's access before each
   * event, and throws the GraphQLError that ends the subscription.
   */
  look: () => AsyncIterable<Event>;
  /** Calls the listener whenever a look may be worth it; returns how to stop. */
  watch: (listener: () => void) => () => void;
  logger: Logger;
}>;

/**
 * The present state, then what changes. Announcements only say when to look: what is sent was read from Postgres by that
 * look, so a lost or doubled announcement can neither lose nor invent anything. A reader who takes long is not sent what
 * has become old meanwhile: the next look comes after he has taken what the last one found.
 */
export function liveEvents<Event>({ look, watch, logger }: LiveSource<Event>): AsyncIterableIterator<Event> {
  return new Repeater<Event>(async (push, stop) => {
    let isLooking = false;
    let isWanted = false;
    let isOver = false;
    let retry: NodeJS.Timeout | undefined;
    const lookOften = async (): Promise<void> => {
      isWanted = true;
      if (isLooking) return;
      isLooking = true;
      try {
        while (isWanted) {
          isWanted = false;
          for await (const event of look()) {
            await push(event);
            if (isOver) return;
          }
        }
      } catch (error) {
        if (error instanceof GraphQLError) {
          stop(error);
        } else {
          logger.warn({ event: 'subscription.read_failed', reason: String(error) });
          retry = setTimeout(() => void lookOften(), LOOK_AGAIN_AFTER_MS);
        }
      } finally {
        isLooking = false;
      }
    };
    const unwatch = watch(() => void lookOften());
    void lookOften();
    await stop;
    isOver = true;
    clearTimeout(retry);
    unwatch();
  });
}
