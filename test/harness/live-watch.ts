import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

import { atEndOfFile } from './cleanup.js';
import type { Device } from './device.js';
import { waitFor } from './wait-for.js';

type Errors = readonly { message: string; extensions: { code?: string } }[];

/** One subscription with a client like our web app's: it reconnects indefinitely, each time with the current token. */
export interface LiveWatch<Event> {
  /** The values of the subscription's one field, oldest first. */
  readonly events: readonly Event[];
  /** Why it ended; null while it is active. */
  readonly end: () => string | null;
  /** Number of sockets opened so far. */
  readonly sockets: () => number;
  /** The first matching event, including past ones. */
  until(isWanted: (event: Event) => boolean, timeoutMs?: number): Promise<Event>;
  /** The code with which it was denied or ended. */
  ended(): Promise<string>;
  stop(): void;
}

/** Subscribes at the device's api, or at another one. */
export function watchLive<Event>(
  device: Device,
  query: string,
  { variables = {}, apiUrl = device.apiUrl }: { variables?: Record<string, unknown>; apiUrl?: string } = {},
): LiveWatch<Event> {
  const events: Event[] = [];
  let end: string | null = null;
  let sockets = 0;
  const client = createClient({
    url: `${apiUrl.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)),
    connectionParams: () =>
      device.accessToken === null ? {} : { authorization: `Bearer ${device.accessToken}` },
    on: { connected: () => (sockets += 1) },
  });
  atEndOfFile(async () => client.dispose());
  const codeOf = (errors: Errors): string => errors[0]?.extensions.code ?? errors[0]?.message ?? 'nothing';
  const stop = client.subscribe<Record<string, Event>>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (errors !== undefined) end = codeOf(errors as unknown as Errors);
        else events.push(...Object.values(data ?? {}));
      },
      error: (error) => (end = Array.isArray(error) ? codeOf(error as Errors) : String(error)),
      complete: () => (end ??= 'COMPLETE'),
    },
  );
  return {
    events,
    end: () => end,
    sockets: () => sockets,
    stop,
    ended: () => waitFor(() => end, { what: 'the end of a subscription' }),
    until: (isWanted, timeoutMs = 20_000) =>
      waitFor(
        () => {
          if (end !== null) throw new Error(`the subscription ended with ${end}`);
          return events.find(isWanted) ?? null;
        },
        { what: 'a matching event', timeoutMs },
      ) as Promise<Event>,
  };
}
