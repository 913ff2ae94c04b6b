import { useCallback, useEffect, useReducer } from 'react';
import type { Observable } from 'rxjs';
import { liveSocket } from './apollo-client.js';
import { nextLive, type Live } from './next-live.js';

/** Poll interval while the socket is away. */
const POLL_INTERVAL_MS = 3_000;

/** A value that the API updates: a query, the matching subscription, and how to tell which of two values is older. */
export interface LiveSource<T> {
  readonly fetch: () => Promise<T | null>;
  readonly follow: () => Observable<T>;
  readonly isOlder: (incoming: T, current: T) => boolean;
  /** The cached value, so that a page that has just written it doesn't flicker. */
  readonly initial: () => T | null;
}

/** The state, plus ways to add a value from a mutation and to fetch now. */
export interface Following<T> {
  readonly live: Live<T>;
  readonly receive: (value: T) => void;
  readonly refresh: () => Promise<void>;
}

/**
 * Keeps a value up to date: the subscription pushes; the query runs on mount, after a reconnect, when the page becomes
 * visible, and every `POLL_INTERVAL_MS` while the socket is not live. An older value never replaces a newer one.
 * `source` must be referentially stable.
 */
export function useLive<T>(source: LiveSource<T>): Following<T> {
  const [live, dispatch] = useReducer(nextLive<T>, source, startOf<T>);
  const receive = useCallback(
    (value: T) => dispatch({ type: 'received', value, at: new Date(), isOlder: source.isOlder }),
    [source],
  );
  const refresh = useCallback(async () => {
    try {
      const value = await source.fetch();
      if (value === null) dispatch({ type: 'missing' });
      else receive(value);
    } catch {
      dispatch({ type: 'unreachable' });
    }
  }, [source, receive]);
  useEffect(() => {
    const refreshNow = () => void refresh();
    refreshNow();
    const subscription = source.follow().subscribe({
      next: receive,
      // The query fails for the same reason; its result shows why.
      error: refreshNow,
    });
    const stopReconnect = liveSocket.onReconnect(refreshNow);
    const poll = setInterval(() => {
      if (liveSocket.state() !== 'live') refreshNow();
    }, POLL_INTERVAL_MS);
    const onVisible = () => {
      if (document.visibilityState === 'visible') refreshNow();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      subscription.unsubscribe();
      stopReconnect();
      clearInterval(poll);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [source, receive, refresh]);
  return { live, receive, refresh };
}

function startOf<T>(source: LiveSource<T>): Live<T> {
  const value = source.initial();
  return value === null ? { kind: 'loading' } : { kind: 'known', value, receivedAt: new Date() };
}
