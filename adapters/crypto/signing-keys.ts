import { createHash, randomBytes } from 'node:crypto';

import { compactDecrypt, CompactEncrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { z } from 'zod';

import type { SigningKeyStore, StoredKey } from '../../core/identity/ports.js';

export const SIGNING_ALGORITHM = 'EdDSA';

/** How long a key signs before the next one takes over. */
const ROTATION_DAYS = 30;
/** A new key is in the JWKS this long before it signs: longer than clients may cache the set (see the route). */
const PUBLISHED_FIRST_SECONDS = 600;
/** A key verifies for another rotation period after its successor takes over; every token expires long before that. */
const LIFETIME_DAYS = 60;
/** A key deleted from the table in an emergency is trusted for no longer than this. */
const CACHED_MS = 60_000;

const privateJwk = z.record(z.string(), z.unknown());

type Key = Awaited<ReturnType<typeof importJWK>>;

/** The keys that sign and verify our tokens. */
export interface SigningKeys {
  /** The signing key; creates the first one, and the next one when rotation is due. */
  current(): Promise<Readonly<{ kid: string; key: Key }>>;
  /** The public key with this id, or null; queries the database at most once. */
  find(kid: string): Promise<Key | null>;
  /** The keys served at /.well-known/jwks.json. */
  publicKeys(): Promise<readonly JWK[]>;
  /** Adds a key that signs after `signsInSeconds`; the old keys still verify, so nobody is signed out. */
  rotate(signsInSeconds?: number): Promise<void>;
}

export function createSigningKeys({
  store,
  secret,
}: {
  store: SigningKeyStore;
  secret: string;
}): SigningKeys {
  const wrapping = createHash('sha256').update(`signing-keys:${secret}`).digest();
  let known: ReadonlyMap<string, Readonly<{ key: Key; until: number }>> = new Map();

  const rotate = async (signsInSeconds = PUBLISHED_FIRST_SECONDS): Promise<void> => {
    const pair = await generateKeyPair(SIGNING_ALGORITHM, { crv: 'Ed25519', extractable: true });
    const kid = randomBytes(12).toString('base64url');
    const publicJwk = { ...(await exportJWK(pair.publicKey)), kid, alg: SIGNING_ALGORITHM, use: 'sig' };
    const privateJwe = await new CompactEncrypt(
      new TextEncoder().encode(JSON.stringify(await exportJWK(pair.privateKey))),
    )
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(wrapping);
    await store.add({ kid, publicJwk, privateJwe }, { signsInSeconds, retiresInDays: LIFETIME_DAYS });
  };

  const privateKeyOf = async ({ privateJwe }: StoredKey): Promise<Key | null> => {
    const opened = await compactDecrypt(privateJwe, wrapping).catch(() => null);
    if (opened === null) return null;
    const jwk = privateJwk.parse(JSON.parse(new TextDecoder().decode(opened.plaintext)));
    return importJWK(jwk, SIGNING_ALGORITHM);
  };

  /** The newest key that may sign and that this secret decrypts: after the secret changes, older keys only verify. */
  const signer = async (stored: readonly StoredKey[]): Promise<{ kid: string; key: Key } | null> => {
    for (const candidate of stored.filter(({ maySign }) => maySign)) {
      const key = await privateKeyOf(candidate);
      if (key !== null) return { kid: candidate.kid, key };
    }
    return null;
  };

  return {
    rotate,
    async current() {
      const stored = await store.list(ROTATION_DAYS);
      const found = await signer(stored);
      if (found !== null) {
        if (stored.every(({ isYoung }) => !isYoung)) await rotate();
        return found;
      }
      await rotate(0);
      const made = await signer(await store.list(ROTATION_DAYS));
      if (made === null) throw new Error('the new signing key cannot be used');
      return made;
    },
    async find(kid) {
      const cached = known.get(kid);
      if (cached !== undefined && cached.until > Date.now()) return cached.key;
      const fresh = new Map<string, Readonly<{ key: Key; until: number }>>();
      for (const { kid: id, publicJwk, retiresAt } of await store.list(ROTATION_DAYS)) {
        const key = await importJWK(publicJwk, SIGNING_ALGORITHM);
        fresh.set(id, { key, until: Math.min(retiresAt.getTime(), Date.now() + CACHED_MS) });
      }
      known = fresh;
      return fresh.get(kid)?.key ?? null;
    },
    async publicKeys() {
      return (await store.list(ROTATION_DAYS)).map(({ publicJwk }) => publicJwk);
    },
  };
}
