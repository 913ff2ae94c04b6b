import { createClient, MessageType, type Client } from 'graphql-ws';
import type { Access } from '../account/session.js';
import { keepExtending } from './keep-extending.js';

/** `idle` until something subscribes; `away` while reconnecting. */
export type SocketState = 'idle' | 'connecting' | 'live' | 'away';

const PING_INTERVAL_MS = 12_000;
const MAX_PAUSE_MS = 8_000;

type Listener = () => void;

/** The page's only WebSocket. It reconnects forever and notifies listeners of its state. */
export interface LiveSocket {
  readonly client: Client;
  readonly state: () => SocketState;
  readonly onChange: (listener: Listener) => () => void;
  /** Called after a reconnect: time to fetch updates that were missed. */
  readonly onReconnect: (listener: Listener) => () => void;
}

/** The close code of the API for a socket whose token is invalid or expired. */
const FORBIDDEN = 4403;

interface LiveSocketOptions {
  readonly url: string;
  /** Called for each connection; undefined for a guest. */
  readonly access: () => Promise<Access | undefined>;
  /** The successor of this token; the same token while it can't be renewed. */
  readonly nextAccess: (token: string) => Promise<Access | undefined>;
  /** The API rejected the token of the last connection. */
  readonly onForbidden: () => void;
}

/** Connects lazily: without subscriptions there is no connection. */
export function createLiveSocket({ url, access, nextAccess, onForbidden }: LiveSocketOptions): LiveSocket {
  let state: SocketState = 'idle';
  let used: Access | undefined;
  let stopExtending = () => {};
  const changeListeners = new Set<Listener>();
  const reconnectListeners = new Set<Listener>();
  const become = (next: SocketState) => {
    state = next;
    for (const listener of changeListeners) listener();
  };
  const client = createClient({
    url,
    lazy: true,
    connectionParams: async () => {
      used = await access();
      return used === undefined ? {} : proofOf(used);
    },
    keepAlive: PING_INTERVAL_MS,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: waitBeforeRetry,
    on: {
      connecting: (isRetry) => become(isRetry ? 'away' : 'connecting'),
      connected: (socket, _payload, wasRetry) => {
        become('live');
        const extend = (next: Access) => {
          if (socket instanceof WebSocket)
            socket.send(JSON.stringify({ type: MessageType.Ping, payload: proofOf(next) }));
        };
        if (used !== undefined) stopExtending = keepExtending(used, { nextAccess, extend });
        if (wasRetry) for (const listener of reconnectListeners) listener();
      },
      closed: (event) => {
        stopExtending();
        if (event instanceof CloseEvent && event.code === FORBIDDEN) onForbidden();
        become(isCleanClose(event) ? 'idle' : 'away');
      },
    },
  });
  return {
    client,
    state: () => state,
    onChange: (listener) => subscribeTo(changeListeners, listener),
    onReconnect: (listener) => subscribeTo(reconnectListeners, listener),
  };
}

/** The payload of the handshake and of a ping that extends the connection. */
function proofOf({ token }: Access): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** Exponential back-off up to a cap; half of it is jitter, so that clients don't reconnect to a restarted server all at once. */
async function waitBeforeRetry(retries: number): Promise<void> {
  const pauseMs = Math.min(500 * 2 ** retries, MAX_PAUSE_MS);
  const pause = Promise.withResolvers<void>();
  const timer = setTimeout(pause.resolve, pauseMs / 2 + Math.random() * (pauseMs / 2));
  // Retry at once when the browser comes back online.
  const listening = new AbortController();
  window.addEventListener('online', () => pause.resolve(), { signal: listening.signal });
  await pause.promise;
  clearTimeout(timer);
  listening.abort();
}

function isCleanClose(event: unknown): boolean {
  return event instanceof CloseEvent && event.code === 1000;
}

function subscribeTo(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
