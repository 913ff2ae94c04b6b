import { createLocalJWKSet, type CryptoKey, type JSONWebKeySet, type JWTHeaderParameters } from 'jose';

import type { Logger } from '../../core/shared/logger.js';

/** The key set is asked for again after this, in the background: a key that was withdrawn is believed no longer. */
const KEYS_FRESH_MS = 10 * 60_000;
/** While the issuer is away its last keys go on, but not for ever: they may have been withdrawn meanwhile. */
const KEYS_BELIEVED_MS = 24 * 60 * 60_000;
/** An unknown key is asked for once in this time: anybody can make up key ids. */
const SURPRISE_COOL_DOWN_MS = 30_000;
/** An issuer that did not answer is left alone this long. */
const FAILURE_COOL_DOWN_MS = 5_000;

type Header = Pick<JWTHeaderParameters, 'alg' | 'kid'>;
type KeySet = Readonly<{ find: ReturnType<typeof createLocalJWKSet>; loadedAt: number }>;

/** The public keys of the issuer. */
export interface IssuerKeys {
  /** The key that signed a token with this header; null when the issuer has no such key, or is away and its keys are not known. */
  find(header: Header): Promise<CryptoKey | null>;
}

export function createIssuerKeys({
  load,
  logger,
  now = Date.now,
}: {
  /** Asks the issuer for its key set; throws when it is away. */
  load: () => Promise<JSONWebKeySet>;
  logger: Logger;
  now?: () => number;
}): IssuerKeys {
  let known: KeySet | null = null;
  let loading: Promise<void> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  let surprisedAt = Number.NEGATIVE_INFINITY;

  /** One question at a time; what others ask meanwhile is answered by the same answer. */
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
  const believed = (): KeySet | null =>
    known !== null && now() - known.loadedAt < KEYS_BELIEVED_MS ? known : null;
  const pick = (header: Header): Promise<CryptoKey | null> =>
    believed()
      ?.find({ alg: header.alg, ...(header.kid === undefined ? {} : { kid: header.kid }) })
      .catch(() => null) ?? Promise.resolve(null);

  return {
    async find(header) {
      const before = believed();
      const mayAsk = now() - failedAt >= FAILURE_COOL_DOWN_MS;
      if (before === null) {
        if (mayAsk || loading !== null) await reload();
        return pick(header);
      }
      if (now() - before.loadedAt >= KEYS_FRESH_MS && mayAsk) void reload();
      const key = await pick(header);
      if (key !== null) return key;
      if (loading === null && now() - surprisedAt < SURPRISE_COOL_DOWN_MS) return null;
      if (loading === null) surprisedAt = now();
      await reload();
      return pick(header);
    },
  };
}
