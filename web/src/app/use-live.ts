import { useCallback, useEffect, useReducer } from 'react';
import type { Observable } from 'rxjs';
import { liveSocket } from './apollo-client.js';
import { nextLive, type Live } from './next-live.js';

/** How often the query twin is asked while the socket is away: live enough to wait for, rare enough to be kind. */
const POLL_MS = 3_000;

/** Something that changes by itself at the API: a query, its subscription twin, and which of two values is older. */
export interface LiveSource<T> {
  readonly fetch: () => Promise<T | null>;
  readonly follow: () => Observable<T>;
  readonly isOlder: (incoming: T, current: T) => boolean;
  /** What is known before anything is asked, so that a page that just wrote it does not flicker. */
  readonly initial: () => T | null;
}

/** What is known, and two ways to know more: being told, and asking now. */
export interface Following<T> {
  readonly live: Live<T>;
  readonly learn: (value: T) => void;
  readonly refresh: () => Promise<void>;
}

/**
 * Follows one thing: the subscription pushes, the query fetches at the start, after a reconnect, when the
 * page is looked at again, and every few seconds while the socket is away. Nothing older replaces what is shown.
 * `source` must keep its identity for as long as it means the same thing.
 */
export function useLive<T>(source: LiveSource<T>): Following<T> {
  const [live, dispatch] = useReducer(nextLive<T>, source, startOf<T>);
  const learn = useCallback(
    (value: T) => dispatch({ type: 'heard', value, at: new Date(), isOlder: source.isOlder }),
    [source],
  );
  const refresh = useCallback(async () => {
    try {
      const value = await source.fetch();
      if (value === null) dispatch({ type: 'missing' });
      else learn(value);
    } catch {
      dispatch({ type: 'unreachable' });
    }
  }, [source, learn]);
  useEffect(() => {
    const refreshNow = () => void refresh();
    refreshNow();
    const subscription = source.follow().subscribe({
      next: learn,
      // The socket refuses what the query refuses too; its answer says why.
      error: refreshNow,
    });
    const stopReconnect = liveSocket.onReconnect(refreshNow);
    const poll = setInterval(() => {
      if (liveSocket.state() !== 'live') refreshNow();
    }, POLL_MS);
    const whenSeen = () => {
      if (document.visibilityState === 'visible') refreshNow();
    };
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      subscription.unsubscribe();
      stopReconnect();
      clearInterval(poll);
      document.removeEventListener('visibilitychange', whenSeen);
    };
  }, [source, learn, refresh]);
  return { live, learn, refresh };
}

function startOf<T>(source: LiveSource<T>): Live<T> {
  const value = source.initial();
  return value === null ? { kind: 'loading' } : { kind: 'known', value, heardAt: new Date() };
}
