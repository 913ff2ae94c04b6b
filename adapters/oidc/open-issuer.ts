import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';

import type { Logger } from '../../core/shared/logger.js';
import { fetchJson } from './fetch-json.js';
import { createIssuerKeys, type IssuerKeys } from './issuer-keys.js';
import { issuerMetadata, type IssuerMetadata } from './issuer-metadata.js';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** The issuer's metadata and keys. */
export type Issuer = Readonly<{
  name: string;
  keys: IssuerKeys;
  metadata: () => Promise<IssuerMetadata>;
}>;

/** Sends no request before the first token arrives, so that we can start while the issuer is down. */
export function openIssuer({
  issuer,
  jwksUri,
  logger,
}: {
  issuer: string;
  /** Null to use the one in the discovery document. */
  jwksUri: string | null;
  logger: Logger;
}): Issuer {
  const metadata = issuerMetadata(issuer);
  const load = async (): Promise<JSONWebKeySet> =>
    keySet.parse(await fetchJson(jwksUri ?? (await metadata()).jwks_uri));
  return { name: issuer, metadata, keys: createIssuerKeys({ load, logger }) };
}
