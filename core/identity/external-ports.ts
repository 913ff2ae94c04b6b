import type { DomainError } from '../shared/domain-error.js';
import type { Tx } from '../shared/transaction.js';
import type { Account } from './account.js';
import type { Authenticator } from './ports.js';
import type { ExternalPerson, ExternalSubject, ExternalToken } from './external-token.js';

/** Tokens of the external issuer. */
export interface ExternalTokens {
  /** Whether the credential claims to be from the issuer. */
  isOne(credential: string): boolean;
  /**
   * Null unless the issuer signed it for us and it is currently valid; also null while the issuer's keys are unknown
   * because it is unavailable.
   */
  read(token: string): Promise<ExternalToken | null>;
}

/** Persons at the external issuer and their accounts here. Each method is one statement. */
export interface ExternalIdentities {
  /** The person's account, if any, and whether the issuer has ended this sign-in. */
  find(subject: ExternalSubject): Promise<Readonly<{ account: Account | null; isLoggedOut: boolean }>>;
  /** Creates the account of a person on first sight; of two concurrent calls, one succeeds. */
  add(subject: ExternalSubject, account: Account): Promise<void>;
  /** Updates the account with the issuer's current claims. */
  update(account: Account): Promise<void>;
  /** The sign-ins among these that the issuer has ended. */
  loggedOutAmong(subjects: readonly ExternalSubject[]): Promise<readonly ExternalSubject[]>;
}

/** Where and as which client a browser starts a sign-in at the issuer. */
export type IssuerEntrance = Readonly<{
  name: string;
  authorizationEndpoint: string;
  clientId: string;
  scope: string;
}>;

/** The code was used before, forged, or not issued to us. */
export type IssuerSignInFailed = DomainError<'ISSUER_SIGN_IN_FAILED'>;
export type IssuerUnavailable = DomainError<'ISSUER_UNAVAILABLE', { retryAfterMs: number }>;

/** Browser sign-in at the external issuer. */
export interface IssuerSignIn {
  /** Null while the issuer is unavailable. */
  entrance(): Promise<IssuerEntrance | null>;
  /** Exchanges the issuer's code for the person and their sign-in. */
  redeem(
    given: Readonly<{ code: string; codeVerifier: string; redirectUri: string }>,
  ): Promise<ExternalPerson | IssuerSignInFailed | IssuerUnavailable>;
}

/** A logout at the issuer, from its logout token. */
export type LogoutNotice = Readonly<{
  issuer: string;
  /** Id of the logout token; a second one with the same id is a replay. */
  tokenId: string;
  /** The sign-in that ended; null: all of the subject. */
  sid: string | null;
  subject: string | null;
  issuedAt: Date;
}>;

/** Logout tokens of the external issuer (OpenID Connect Back-Channel Logout 1.0). */
export interface LogoutTokens {
  /** Null unless it is a well-formed logout token that the issuer has just signed for us. */
  read(token: string): Promise<LogoutNotice | null>;
}

/** Logouts reported by the issuer. Each method is one statement. */
export interface ExternalLogouts {
  /** Blocks new sessions of the issuer until the transaction ends. */
  lockSignIns(tx: Tx, issuer: string): Promise<void>;
  /** Blocks recording logouts of the issuer until the transaction ends. */
  lockLogouts(tx: Tx, issuer: string): Promise<void>;
  /** Records the logout and ends its sessions; returns their number, or null if this token was recorded before. */
  record(tx: Tx, notice: LogoutNotice): Promise<number | null>;
  isLoggedOut(tx: Tx, subject: ExternalSubject): Promise<boolean>;
}

/** Authenticates tokens of the external issuer and recognizes them. */
export type ExternalAuthenticator = Authenticator & Pick<ExternalTokens, 'isOne'>;
