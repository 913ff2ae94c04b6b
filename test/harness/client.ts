import { createGraphqlClient as createClient } from '../../tools/demo/graphql-client.js';

/** The storefront's client; the test types the data of its own documents. */
export interface GraphqlClient {
  /** Runs one operation; throws on GraphQL errors (expected ones are union members). */
  request<Data>(document: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Events of a subscription until the loop ends. */
  subscribe<Data>(document: string, variables?: Record<string, unknown>): AsyncIterableIterator<Data>;
  /** Closes the socket. */
  close(): Promise<void>;
}

/** A client of the API at `http://host:port`. */
export function createGraphqlClient(apiUrl: string, headers: Record<string, string> = {}): GraphqlClient {
  const client = createClient(apiUrl, headers);
  return {
    request: async <Data>(document: string, variables?: Record<string, unknown>) =>
      (await client.request(document, variables)) as Data,
    subscribe: <Data>(document: string, variables?: Record<string, unknown>) =>
      client.subscribe(document, variables) as AsyncIterableIterator<Data>,
    close: async () => await client.close(),
  };
}

/** The first event of a subscription that satisfies the predicate. */
export async function firstEvent<Data>(
  events: AsyncIterableIterator<Data>,
  predicate: (data: Data) => boolean,
  timeoutMs = 20_000,
): Promise<Data> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no matching event within ${timeoutMs} ms`)), timeoutMs).unref();
  });
  return await Promise.race([firstMatch(events, predicate), late]);
}

async function firstMatch<Data>(
  events: AsyncIterableIterator<Data>,
  predicate: (data: Data) => boolean,
): Promise<Data> {
  for await (const event of events) if (predicate(event)) return event;
  throw new Error('the subscription ended before a matching event');
}
