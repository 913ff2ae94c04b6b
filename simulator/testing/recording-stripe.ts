import Stripe from 'stripe';

/** One HTTP request and its response. */
export interface Exchange {
  method: string;
  path: string;
  status: number;
  body: unknown;
}

/** The official SDK, with every exchange recorded. */
export function recordingStripe(running: { port: number }, exchanges: Exchange[]): Stripe {
  const recordingFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const body: unknown = await response.clone().json();
    exchanges.push({ method: init?.method ?? 'GET', path: url.pathname, status: response.status, body });
    return response;
  };
  return new Stripe('sk_test_recording', {
    host: '127.0.0.1',
    port: running.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(recordingFetch),
  });
}
