import { z } from 'zod';

import { fetchJson } from './fetch-json.js';

/** The issuer's endpoints hardly ever change. */
const METADATA_KEPT_MS = 60 * 60_000;
/** After a failure, later pages fail at once for this long instead of waiting for the timeout again. */
const FAILURE_COOL_DOWN_MS = 5_000;

const metadata = z.object({
  issuer: z.string(),
  jwks_uri: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
});

/** The issuer's metadata (OpenID Connect Discovery 1.0). */
export type IssuerMetadata = z.output<typeof metadata>;

/** Reads the discovery document on first use and again when stale. Throws while the issuer is down and nothing is cached. */
export function issuerMetadata(issuer: string): () => Promise<IssuerMetadata> {
  let known: Readonly<{ value: IssuerMetadata; until: number }> | null = null;
  let failed: Readonly<{ error: Error; until: number }> | null = null;
  return async () => {
    if (known !== null && known.until > Date.now()) return known.value;
    if (failed !== null && failed.until > Date.now()) {
      if (known !== null) return known.value;
      throw failed.error;
    }
    try {
      const value = await readMetadata(issuer);
      known = { value, until: Date.now() + METADATA_KEPT_MS };
      return value;
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      failed = { error: reason, until: Date.now() + FAILURE_COOL_DOWN_MS };
      // The endpoints of an hour ago are most likely still right.
      if (known !== null) return known.value;
      throw reason;
    }
  };
}

async function readMetadata(issuer: string): Promise<IssuerMetadata> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const value = metadata.parse(await fetchJson(url));
  if (value.issuer !== issuer) throw new Error(`${url} belongs to issuer ${value.issuer}`);
  return value;
}
