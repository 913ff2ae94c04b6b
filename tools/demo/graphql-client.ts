import { createClient } from 'graphql-ws';

/** A client of the API: queries and mutations by POST, subscriptions by WebSocket. */
export interface GraphqlClient {
  /** Runs one operation and returns its data; throws on GraphQL errors. */
  request(document: string, variables?: Record<string, unknown>): Promise<unknown>;
  /** The data of each event of a subscription, until the loop ends. */
  subscribe(document: string, variables?: Record<string, unknown>): AsyncIterableIterator<unknown>;
  /** Closes the socket. */
  close(): Promise<void>;
}

/** A client of the API at `http://host:port`; the socket is opened with the first subscription and kept open. */
export function createGraphqlClient(apiUrl: string, headers: Record<string, string> = {}): GraphqlClient {
  const socket = createClient({
    url: `${apiUrl.replace(/^http/, 'ws')}/graphql`,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
  return {
    request: async (query, variables = {}) => {
      const response = await fetch(`${apiUrl}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return dataOf(await response.json(), response.status);
    },
    subscribe: async function* (query, variables = {}) {
      for await (const event of socket.iterate({ query, variables })) yield dataOf(event, 200);
    },
    close: async () => {
      await socket.dispose();
    },
  };
}

function dataOf(answer: unknown, status: number): unknown {
  if (typeof answer === 'object' && answer !== null && 'data' in answer && !('errors' in answer)) {
    return answer.data;
  }
  throw new Error(`GraphQL responded with HTTP ${status}: ${JSON.stringify(answer)}`);
}
