import type { AccountId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Page, PageRequest } from '../shared/page.js';
import type { Account, ServiceBusy, StoredAccount } from './account.js';
import type { Actor } from './actor.js';
import type { ApiKey, ApiKeyId } from './api-key.js';
import type { ExternalSubject } from './external-token.js';
import type { MailedToken, MailedTokenId, TokenPurpose } from './mailed-token.js';
import type { Scope } from './scope.js';
import type { Session, SessionEndReason, SessionId } from './session.js';

/** A credential that can be revoked before it expires, which closes the sockets opened with it. */
export type Credential =
  | Readonly<{ kind: 'SESSION'; id: string }>
  | Readonly<{ kind: 'KEY'; id: string }>
  | Readonly<{ kind: 'EXTERNAL'; subject: ExternalSubject }>;

/** The actor behind a credential, and until when it can be trusted without another check. */
export type Authenticated = Readonly<{ actor: Actor; credential: Credential | null; expiresAt: Date | null }>;

/** Authenticates credentials. */
export interface Authenticator {
  /** Null for a forged, expired, revoked or unknown credential; never ANONYMOUS instead. */
  authenticate(credential: string): Promise<Authenticated | null>;
}

export interface Accounts {
  find(id: AccountId): Promise<Account | null>;
  /** Ignores the case of the address. */
  findByEmail(email: string): Promise<StoredAccount | null>;
  findWithPassword(id: AccountId): Promise<StoredAccount | null>;
  /** False if the address already has an account. */
  add(tx: Tx, account: StoredAccount): Promise<boolean>;
  setPassword(tx: Tx, id: AccountId, passwordHash: string): Promise<void>;
  /** Idempotent. */
  markEmailVerified(tx: Tx, id: AccountId): Promise<void>;
}

/** Computes and verifies password hashes, a few at a time: each takes many megabytes for a tenth of a second. */
export interface Passwords {
  hash(password: string): Promise<string | ServiceBusy>;
  /** Takes equally long without a hash (unknown address) and then returns false. */
  verify(passwordHash: string | null, password: string): Promise<boolean | ServiceBusy>;
}

export interface Sessions {
  /** `external` is set for a session opened by a sign-in at an external issuer. Returns its expiry. */
  add(
    tx: Tx,
    session: { id: SessionId; accountId: AccountId; lifetimeMs: number; external?: ExternalSubject | null },
  ): Promise<Date>;
  lock(tx: Tx, id: SessionId): Promise<Session | null>;
  /** Advances to the next generation of the refresh token; returns it and the session's new expiry. */
  advance(tx: Tx, id: SessionId): Promise<{ generation: number; expiresAt: Date }>;
  /** Ending an ended session has no effect. */
  end(tx: Tx, id: SessionId, reason: SessionEndReason): Promise<void>;
  /**
   * Ends all sessions of the account except one; returns how many. If none is excepted, tokens that an external issuer
   * issued for the account end, too.
   */
  endAll(
    tx: Tx,
    accountId: AccountId,
    ending: { reason: SessionEndReason; except: SessionId | null },
  ): Promise<number>;
  /** The current account of a session that has not ended. */
  findAccount(id: SessionId): Promise<Account | null>;
  /** The sessions among these that have ended. */
  endedAmong(ids: readonly string[]): Promise<readonly string[]>;
}

/** Short-lived tokens that identify a session; other services can verify them with the JWKS. */
export interface AccessTokens {
  issue(
    account: Account,
    sessionId: SessionId,
    use: TokenUse,
  ): Promise<Readonly<{ token: string; expiresAt: Date }>>;
  /** Null unless the token is ours, for this use, and not expired. */
  read(token: string, use: TokenUse): Promise<Readonly<{ sessionId: SessionId; expiresAt: Date }> | null>;
}

/** Use of a token; a token for one use is rejected for the other. */
export type TokenUse = 'ACCESS' | 'OPS_PAGES';

/** Refresh tokens: a session id and a generation, authenticated with our key. */
export interface RefreshTokens {
  issue(sessionId: SessionId, generation: number): string;
  read(token: string): Readonly<{ sessionId: SessionId; generation: number }> | null;
}

/** Tokens of mailed links. Each method is one statement. */
export interface MailedTokens {
  /** For a null account, writes nothing but takes the same time. */
  add(
    tx: Tx,
    token: {
      id: MailedTokenId;
      accountId: AccountId | null;
      purpose: TokenPurpose;
      tokenHash: string;
      lifetimeMs: number;
    },
  ): Promise<void>;
  find(claim: TokenClaim): Promise<MailedToken | null>;
  /** Locks account and token: of two concurrent uses, the second finds the token used. */
  lock(tx: Tx, claim: TokenClaim): Promise<MailedToken | null>;
  /** Invalidates every token of the account for this purpose. */
  useUp(tx: Tx, accountId: AccountId, purpose: TokenPurpose): Promise<void>;
}

type TokenClaim = Readonly<{ tokenHash: string; purpose: TokenPurpose }>;

/** Derives tokens from their ids with a secret key: neither the token's row nor its mail row contains the token. */
export interface MailedTokenSecrets {
  tokenOf(tokenId: string): string;
  hash(token: string): string;
}

export type NewApiKey = Pick<ApiKey, 'id' | 'name' | 'prefix' | 'scopes' | 'createdBy'> &
  Readonly<{ secretHash: string }>;

/** Keys of services. Each method is one statement. */
export interface ApiKeys {
  add(key: NewApiKey): Promise<ApiKey>;
  /** Null if there is no such key. Idempotent. */
  revoke(id: ApiKeyId): Promise<ApiKey | null>;
  /** The active key with this hash; records its use. */
  use(secretHash: string): Promise<Readonly<{ id: ApiKeyId; scopes: readonly Scope[] }> | null>;
  /** Newest first, revoked ones included. */
  list(request: { prefix: string; page: PageRequest }): Promise<Page<ApiKey>>;
  revokedAmong(ids: readonly string[]): Promise<readonly string[]>;
}

/** Generates and recognizes API keys. */
export interface ApiKeySecrets {
  make(): Readonly<{ secret: string; prefix: string }>;
  /** Whether the credential has the format of an API key. */
  isOne(credential: string): boolean;
  hash(secret: string): string;
}

export type ServiceKeys = Readonly<{ apiKeys: ApiKeys; apiKeySecrets: ApiKeySecrets }>;

/** A key that signs our tokens, as currently stored. */
export type StoredKey = Readonly<{
  kid: string;
  publicJwk: Record<string, unknown>;
  privateJwe: string;
  maySign: boolean;
  retiresAt: Date;
  /** Created less than the rotation period ago. */
  isYoung: boolean;
}>;

/** Keys that sign our tokens, newest first; retired ones are excluded. */
export interface SigningKeyStore {
  list(rotationDays: number): Promise<readonly StoredKey[]>;
  add(
    key: Pick<StoredKey, 'kid' | 'publicJwk' | 'privateJwe'>,
    times: { signsInSeconds: number; retiresInDays: number },
  ): Promise<void>;
}
