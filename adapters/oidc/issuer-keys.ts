import { createLocalJWKSet, type CryptoKey, type JSONWebKeySet, type JWTHeaderParameters } from 'jose';

import type { Logger } from '../../core/shared/logger.js';

/** After this the key set is refreshed in the background, so that withdrawn keys stop working. */
const KEYS_FRESH_MS = 10 * 60_000;
/** While the issuer is down, its last keys stay valid this long; they may have been withdrawn meanwhile. */
const KEYS_BELIEVED_MS = 24 * 60 * 60_000;
/** At most one reload per this interval for unknown keys: anybody can make up key ids. */
const SURPRISE_COOL_DOWN_MS = 30_000;
/** No new request for this long after a failed one. */
const FAILURE_COOL_DOWN_MS = 5_000;

type Header = Pick<JWTHeaderParameters, 'alg' | 'kid'>;
type KeySet = Readonly<{ find: ReturnType<typeof createLocalJWKSet>; loadedAt: number }>;

/** The public keys of the issuer. */
export interface IssuerKeys {
  /** The key that signed a token with this header; null when the issuer has no such key, or is down and no keys are cached. */
  find(header: Header): Promise<CryptoKey | null>;
}

export function createIssuerKeys({
  load,
  logger,
  now = Date.now,
}: {
  /** Fetches the issuer's key set; throws when it is unavailable. */
  load: () => Promise<JSONWebKeySet>;
  logger: Logger;
  now?: () => number;
}): IssuerKeys {
  let known: KeySet | null = null;
  let loading: Promise<void> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  let unknownKeyAt = Number.NEGATIVE_INFINITY;

  /** One request at a time; concurrent callers wait for the same response. */
  const reload = (): Promise<void> => {
    loading ??= load()
      .then((keys) => {
        known = { find: createLocalJWKSet(keys), loadedAt: now() };
      })
      .catch((error: unknown) => {
        failedAt = now();
        logger.warn({ event: 'oidc.issuer_unavailable', reason: String(error) });
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };
  const trusted = (): KeySet | null =>
    known !== null && now() - known.loadedAt < KEYS_BELIEVED_MS ? known : null;
  const pick = (header: Header): Promise<CryptoKey | null> =>
    trusted()
      ?.find({ alg: header.alg, ...(header.kid === undefined ? {} : { kid: header.kid }) })
      .catch(() => null) ?? Promise.resolve(null);

  return {
    async find(header) {
      const before = trusted();
      const mayReload = now() - failedAt >= FAILURE_COOL_DOWN_MS;
      if (before === null) {
        if (mayReload || loading !== null) await reload();
        return pick(header);
      }
      if (now() - before.loadedAt >= KEYS_FRESH_MS && mayReload) void reload();
      const key = await pick(header);
      if (key !== null) return key;
      if (loading === null && now() - unknownKeyAt < SURPRISE_COOL_DOWN_MS) return null;
      if (loading === null) unknownKeyAt = now();
      await reload();
      return pick(header);
    },
  };
}
