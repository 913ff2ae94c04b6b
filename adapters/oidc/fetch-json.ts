/** A person waits for the answer of the issuer; after this it is as good as away. */
const ISSUER_TIMEOUT_MS = 3_000;

/** What the issuer answers. Throws when it is away or slow; never goes where it redirects to. */
export async function askIssuer(url: string, form?: URLSearchParams): Promise<Response> {
  return fetch(url, {
    ...(form === undefined ? {} : { method: 'POST', body: form }),
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(ISSUER_TIMEOUT_MS),
  });
}

/** JSON from the issuer; throws when it says anything but 200, too. */
export async function fetchJson(url: string): Promise<unknown> {
  const response = await askIssuer(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
