import type { DomainError } from '../shared/domain-error.js';
import type { Tx } from '../shared/transaction.js';
import type { Account } from './account.js';
import type { Authenticator } from './ports.js';
import type { ExternalPerson, ExternalSubject, ExternalToken } from './external-token.js';

/** Tokens of the outside issuer. */
export interface ExternalTokens {
  /** Whether a credential says of itself that the issuer made it. */
  isOne(credential: string): boolean;
  /** Null unless the issuer signed it for us and it is good now; also while the issuer is away and its keys are not known. */
  read(token: string): Promise<ExternalToken | null>;
}

/** People of the outside issuer and their accounts here. Each method is one statement. */
export interface ExternalIdentities {
  /** The account of the person, if there is one yet, and whether the issuer has ended this sign-in. */
  find(subject: ExternalSubject): Promise<Readonly<{ account: Account | null; isLoggedOut: boolean }>>;
  /** Opens the account of a person seen for the first time; of two at once, one does it. */
  add(subject: ExternalSubject, account: Account): Promise<void>;
  /** Writes what the issuer says now. */
  update(account: Account): Promise<void>;
  /** Those of the sign-ins that the issuer has ended. */
  loggedOutAmong(subjects: readonly ExternalSubject[]): Promise<readonly ExternalSubject[]>;
}

/** Where a browser begins to sign in at the issuer, and as which client. */
export type IssuerEntrance = Readonly<{
  name: string;
  authorizationEndpoint: string;
  clientId: string;
  scope: string;
}>;

/** The code is used up, forged, or not for us. */
export type IssuerSignInFailed = DomainError<'ISSUER_SIGN_IN_FAILED'>;
export type IssuerUnavailable = DomainError<'ISSUER_UNAVAILABLE', { retryAfterMs: number }>;

/** Signing in at the outside issuer with a browser. */
export interface IssuerSignIn {
  /** Null while the issuer is away. */
  entrance(): Promise<IssuerEntrance | null>;
  /** Who came back with this code of the issuer, and from which sign-in there. */
  redeem(
    given: Readonly<{ code: string; codeVerifier: string; redirectUri: string }>,
  ): Promise<ExternalPerson | IssuerSignInFailed | IssuerUnavailable>;
}

/** That a sign-in at the issuer has ended, as its logout token says. */
export type LogoutNotice = Readonly<{
  issuer: string;
  /** Names the logout token; a second one of the same name is the first one again. */
  tokenId: string;
  /** The one sign-in that ended; null: all of the subject. */
  sid: string | null;
  subject: string | null;
  issuedAt: Date;
}>;

/** Logout tokens of the outside issuer (OpenID Connect Back-Channel Logout 1.0). */
export interface LogoutTokens {
  /** Null unless the issuer signed it for us just now and it has the form of a logout token. */
  read(token: string): Promise<LogoutNotice | null>;
}

/** Logouts that the issuer told us of. Each method is one statement. */
export interface ExternalLogouts {
  /** No session of the issuer is opened until the transaction ends. */
  lockSignIns(tx: Tx, issuer: string): Promise<void>;
  /** No logout of the issuer is recorded until the transaction ends. */
  lockLogouts(tx: Tx, issuer: string): Promise<void>;
  /** Remembers the logout and ends its sessions; answers how many, or null when this very token came before. */
  record(tx: Tx, notice: LogoutNotice): Promise<number | null>;
  isLoggedOut(tx: Tx, subject: ExternalSubject): Promise<boolean>;
}

/** Recognises the credentials that are its own. */
export type ExternalAuthenticator = Authenticator & Pick<ExternalTokens, 'isOne'>;
