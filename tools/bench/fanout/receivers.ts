import { WebSocket } from 'ws';

import { sideBySide } from '../load/side-by-side.js';
import type { Trigger } from './triggers.js';

type Wanted = Readonly<{ socketUrl: string; sockets: number; subscription: Trigger['subscription'] }>;

/** Sockets that only receive. */
export type Receivers = Readonly<{
  /** Resolves once every socket has received a message that contains the mark, with the arrival times. */
  all: (mark: string) => Promise<readonly number[]>;
  close: () => void;
}>;

const AT_ONCE = 50;
const LONGEST_WAIT_MS = 60_000;

/** Connects all sockets; with a subscription, waits for the first message of each. */
export async function openReceivers({ socketUrl, sockets, subscription }: Wanted): Promise<Receivers> {
  let onMessage: (data: Buffer) => void = () => undefined;
  const opened = await sideBySide(Array.from({ length: sockets }), AT_ONCE, async () => {
    const socket = new WebSocket(socketUrl, subscription === null ? [] : ['graphql-transport-ws']);
    await (subscription === null ? firstEvent(socket, 'open') : subscribed(socket, subscription));
    socket.on('message', (data: Buffer) => onMessage(data));
    return socket;
  });
  return {
    all(mark) {
      const wanted = Buffer.from(mark);
      const arrivals: number[] = [];
      const { promise, resolve, reject } = Promise.withResolvers<readonly number[]>();
      const late = setTimeout(() => {
        reject(new Error(`${arrivals.length} of ${sockets} received ${mark}`));
      }, LONGEST_WAIT_MS);
      onMessage = (data) => {
        if (!data.includes(wanted)) return;
        arrivals.push(performance.now());
        if (arrivals.length < sockets) return;
        clearTimeout(late);
        resolve(arrivals);
      };
      return promise;
    },
    close() {
      for (const socket of opened) socket.terminate();
    },
  };
}

/** Implements the graphql-ws subprotocol directly: the client library would spend most of the time on parsing. */
async function subscribed(
  socket: WebSocket,
  { query, variables }: NonNullable<Trigger['subscription']>,
): Promise<void> {
  await firstEvent(socket, 'open');
  const acknowledged = firstEvent(socket, 'message');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await acknowledged;
  const first = firstEvent(socket, 'message');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
  const message = String(await first);
  if (!message.includes('"type":"next"') || message.includes('"errors"')) throw new Error(message);
}

function firstEvent(socket: WebSocket, name: 'open' | 'message'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.once(name, resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the socket was closed')));
  });
}
