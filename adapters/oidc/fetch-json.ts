/** A person is waiting; an issuer slower than this counts as unavailable. */
const ISSUER_TIMEOUT_MS = 3_000;

/** Sends a request to the issuer. Throws on a timeout, network error or redirect. */
export async function askIssuer(url: string, form?: URLSearchParams): Promise<Response> {
  return fetch(url, {
    ...(form === undefined ? {} : { method: 'POST', body: form }),
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(ISSUER_TIMEOUT_MS),
  });
}

/** Fetches JSON from the issuer; also throws on any status outside 2xx. */
export async function fetchJson(url: string): Promise<unknown> {
  const response = await askIssuer(url);
  if (!response.ok) throw new Error(`${url} responded with ${response.status}`);
  return response.json();
}
