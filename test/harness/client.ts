import { createClient } from 'graphql-ws';

/** A storefront's view of the API: queries and mutations by POST, subscriptions by WebSocket. */
export interface GraphqlClient {
  /** Runs one operation; throws when the answer carries GraphQL errors (expected ones are union members). */
  request<Data>(document: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Events of a subscription until the loop ends. */
  subscribe<Data>(document: string, variables?: Record<string, unknown>): AsyncIterableIterator<Data>;
  /** Closes the socket. */
  close(): Promise<void>;
}

/** A client of the API at `http://host:port`. */
export function createGraphqlClient(apiUrl: string, headers: Record<string, string> = {}): GraphqlClient {
  const socket = createClient({
    url: `${apiUrl.replace(/^http/, 'ws')}/graphql`,
    lazy: true,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
  return {
    request: async <Data>(query: string, variables: Record<string, unknown> = {}) => {
      const response = await fetch(`${apiUrl}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await response.json()) as { data?: Data; errors?: { message: string }[] };
      if (answer.errors !== undefined || answer.data === undefined) {
        throw new Error(`HTTP ${response.status}: ${JSON.stringify(answer.errors ?? answer)}`);
      }
      return answer.data;
    },
    subscribe: async function* <Data>(query: string, variables: Record<string, unknown> = {}) {
      for await (const event of socket.iterate<Record<string, unknown>>({ query, variables })) {
        if (event.errors !== undefined) throw new Error(JSON.stringify(event.errors));
        yield event.data as Data;
      }
    },
    close: async () => await socket.dispose(),
  };
}

/** The first event of a subscription that satisfies the predicate. */
export async function firstEvent<Data>(
  events: AsyncIterableIterator<Data>,
  predicate: (data: Data) => boolean,
  timeoutMs = 20_000,
): Promise<Data> {
  const timer = setTimeout(() => void events.return?.(undefined), timeoutMs);
  try {
    for await (const event of events) if (predicate(event)) return event;
  } finally {
    clearTimeout(timer);
  }
  throw new Error(`no such event within ${timeoutMs} ms`);
}
