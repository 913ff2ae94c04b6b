import { createClient, MessageType, type Client } from 'graphql-ws';
import type { Access } from '../account/session.js';
import { keepExtending } from './keep-extending.js';

/** `idle` until something subscribes; `away` while the socket is being opened again. */
export type SocketState = 'idle' | 'connecting' | 'live' | 'away';

const PING_EVERY_MS = 12_000;
const LONGEST_PAUSE_MS = 8_000;

type Listener = () => void;

/** The one WebSocket of the page. It reconnects for ever, and tells who listens how it is. */
export interface LiveSocket {
  readonly client: Client;
  readonly state: () => SocketState;
  readonly onChange: (listener: Listener) => () => void;
  /** Called after a connection was lost and made again: the time to fetch what may have been missed. */
  readonly onReconnect: (listener: Listener) => () => void;
}

/** Code with which the API refuses or ends a socket whose token is not good (any more). */
const FORBIDDEN = 4403;

interface LiveSocketOptions {
  readonly url: string;
  /** Asked for each connection: undefined for a guest. */
  readonly access: () => Promise<Access | undefined>;
  /** What came after this token; the same again while it cannot be renewed. */
  readonly nextAccess: (token: string) => Promise<Access | undefined>;
  /** The token of the last connection is not good. */
  readonly onForbidden: () => void;
}

/** Opens lazily: the storefront does not hold a connection that nobody listens to. */
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
    keepAlive: PING_EVERY_MS,
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

/** What the API asks for at the handshake, and in a ping that extends the socket. */
function proofOf({ token }: Access): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** Doubles up to a cap, with a random half so that a restarted server is not met by everyone at once. */
async function waitBeforeRetry(retries: number): Promise<void> {
  const pauseMs = Math.min(500 * 2 ** retries, LONGEST_PAUSE_MS);
  const pause = Promise.withResolvers<void>();
  const timer = setTimeout(pause.resolve, pauseMs / 2 + Math.random() * (pauseMs / 2));
  // The browser knows first when the network is back.
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
