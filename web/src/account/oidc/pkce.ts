/** Enough that nobody guesses it (RFC 7636 asks for 32 bytes). */
const RANDOM_BYTES = 32;

/** A random text that fits into an address: a verifier, or the state that ties an answer to its question. */
export function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));
}

/** What the provider gets to see of a verifier before the verifier itself (method S256). */
export async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return base64Url(new Uint8Array(digest));
}

function base64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
