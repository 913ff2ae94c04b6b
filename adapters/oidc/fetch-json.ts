/** A person waits for the answer of the issuer; after this it is as good as away. */
const ISSUER_TIMEOUT_MS = 3_000;

/** JSON from the issuer. Throws when it is away, slow, or says anything but 200; never goes where it redirects to. */
export async function fetchJson(
  url: string,
  init: Readonly<{ body?: URLSearchParams }> = {},
): Promise<unknown> {
  const response = await fetch(url, {
    ...(init.body === undefined ? {} : { method: 'POST', body: init.body }),
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(ISSUER_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
