import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';

import type { Logger } from '../../core/shared/logger.js';
import { fetchJson } from './fetch-json.js';
import { createIssuerKeys, type IssuerKeys } from './issuer-keys.js';
import { issuerMetadata, type IssuerMetadata } from './issuer-metadata.js';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** The issuer as far as we talk to it: its own description and its keys. */
export type Issuer = Readonly<{
  name: string;
  keys: IssuerKeys;
  metadata: () => Promise<IssuerMetadata>;
}>;

/** Nothing is asked before the first token comes, so that we start without the issuer. */
export function openIssuer({
  issuer,
  jwksUri,
  logger,
}: {
  issuer: string;
  /** Null: where the discovery document says. */
  jwksUri: string | null;
  logger: Logger;
}): Issuer {
  const metadata = issuerMetadata(issuer);
  const load = async (): Promise<JSONWebKeySet> =>
    keySet.parse(await fetchJson(jwksUri ?? (await metadata()).jwks_uri));
  return { name: issuer, metadata, keys: createIssuerKeys({ load, logger }) };
}
