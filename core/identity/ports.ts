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

/** What may be ended before its time, and closes the sockets that were opened with it. */
export type Credential =
  | Readonly<{ kind: 'SESSION'; id: string }>
  | Readonly<{ kind: 'KEY'; id: string }>
  | Readonly<{ kind: 'EXTERNAL'; subject: ExternalSubject }>;

/** Who a credential belongs to, and until when it may be believed without asking again. */
export type Authenticated = Readonly<{ actor: Actor; credential: Credential | null; expiresAt: Date | null }>;

/** Tells whose credential it is. */
export interface Authenticator {
  /** Null for a credential that is forged, expired, revoked or not known; never ANONYMOUS in its place. */
  authenticate(credential: string): Promise<Authenticated | null>;
}

export interface Accounts {
  find(id: AccountId): Promise<Account | null>;
  /** Upper and lower case of an address are the same. */
  findByEmail(email: string): Promise<StoredAccount | null>;
  findWithPassword(id: AccountId): Promise<StoredAccount | null>;
  /** False when the address has an account already. */
  add(tx: Tx, account: StoredAccount): Promise<boolean>;
  setPassword(tx: Tx, id: AccountId, passwordHash: string): Promise<void>;
  /** A second time changes nothing. */
  markEmailVerified(tx: Tx, id: AccountId): Promise<void>;
}

/** Makes and checks password hashes, a few at a time: each takes many megabytes for a tenth of a second. */
export interface Passwords {
  hash(password: string): Promise<string | ServiceBusy>;
  /** Takes equally long without a hash (an unknown address), and is then false. */
  verify(passwordHash: string | null, password: string): Promise<boolean | ServiceBusy>;
}

export interface Sessions {
  /** `external` for one that was opened by a sign-in at an outside issuer. */
  add(
    tx: Tx,
    session: { id: SessionId; accountId: AccountId; lifetimeMs: number; external?: ExternalSubject | null },
  ): Promise<Date>;
  lock(tx: Tx, id: SessionId): Promise<Session | null>;
  /** Makes the next generation of refresh token the good one; answers when the session now ends. */
  advance(tx: Tx, id: SessionId): Promise<{ generation: number; expiresAt: Date }>;
  /** Ending an ended session changes nothing. */
  end(tx: Tx, id: SessionId, reason: SessionEndReason): Promise<void>;
  /**
   * Ends all sessions of the account but one; answers how many. When all end, tokens that an outside issuer has given out
   * for the account end, too.
   */
  endAll(
    tx: Tx,
    accountId: AccountId,
    ending: { reason: SessionEndReason; except: SessionId | null },
  ): Promise<number>;
  /** The account of a session that has not ended, as it is now. */
  findAccount(id: SessionId): Promise<Account | null>;
  /** Those of the sessions that are over. */
  endedAmong(ids: readonly string[]): Promise<readonly string[]>;
}

/** Short-lived tokens that say whose session it is; other services can check them by the JWKS. */
export interface AccessTokens {
  issue(
    account: Account,
    sessionId: SessionId,
    use: TokenUse,
  ): Promise<Readonly<{ token: string; expiresAt: Date }>>;
  /** Null unless the token is ours, for this use, and not expired. */
  read(token: string, use: TokenUse): Promise<Readonly<{ sessionId: SessionId; expiresAt: Date }> | null>;
}

/** A token for one use is refused for the other. */
export type TokenUse = 'ACCESS' | 'OPS_PAGES';

/** Refresh tokens: names of a session and a generation that only we can write. */
export interface RefreshTokens {
  issue(sessionId: SessionId, generation: number): string;
  read(token: string): Readonly<{ sessionId: SessionId; generation: number }> | null;
}

/** What the links of mails are good for: which token, whose, until when. Each method is one statement. */
export interface MailedTokens {
  /** Writes nothing for an account that does not exist, in as much time. */
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
  /** Locks account and token: of two uses at once the second finds it used. */
  lock(tx: Tx, claim: TokenClaim): Promise<MailedToken | null>;
  /** Uses up every token of the account for this purpose. */
  useUp(tx: Tx, accountId: AccountId, purpose: TokenPurpose): Promise<void>;
}

type TokenClaim = Readonly<{ tokenHash: string; purpose: TokenPurpose }>;

/** Makes tokens from their ids, with a key that only we have: neither the token's row nor its mail holds the token. */
export interface MailedTokenSecrets {
  tokenOf(tokenId: string): string;
  hash(token: string): string;
}

export type NewApiKey = Pick<ApiKey, 'id' | 'name' | 'prefix' | 'scopes' | 'createdBy'> &
  Readonly<{ secretHash: string }>;

/** Keys of services. Each method is one statement. */
export interface ApiKeys {
  add(key: NewApiKey): Promise<ApiKey>;
  /** Null when there is none; a second time changes nothing. */
  revoke(id: ApiKeyId): Promise<ApiKey | null>;
  /** The key that is good and has this hash; notes that it was used. */
  use(secretHash: string): Promise<Readonly<{ id: ApiKeyId; scopes: readonly Scope[] }> | null>;
  /** Newest first, revoked ones included. */
  list(request: { prefix: string; page: PageRequest }): Promise<Page<ApiKey>>;
  revokedAmong(ids: readonly string[]): Promise<readonly string[]>;
}

/** Makes and recognises the keys themselves. */
export interface ApiKeySecrets {
  make(): Readonly<{ secret: string; prefix: string }>;
  /** Whether a credential has the form of a key. */
  isOne(credential: string): boolean;
  hash(secret: string): string;
}

export type ServiceKeys = Readonly<{ apiKeys: ApiKeys; apiKeySecrets: ApiKeySecrets }>;

/** A key that signs our tokens, as it stands now. */
export type StoredKey = Readonly<{
  kid: string;
  publicJwk: Record<string, unknown>;
  privateJwe: string;
  maySign: boolean;
  retiresAt: Date;
  /** Made less than the rotation period ago. */
  isYoung: boolean;
}>;

/** The keys that sign our tokens, newest first; retired ones are left out. */
export interface SigningKeyStore {
  list(rotationDays: number): Promise<readonly StoredKey[]>;
  add(
    key: Pick<StoredKey, 'kid' | 'publicJwk' | 'privateJwe'>,
    times: { signsInSeconds: number; retiresInDays: number },
  ): Promise<void>;
}
