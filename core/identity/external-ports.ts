import type { Account } from './account.js';
import type { Authenticator } from './ports.js';
import type { ExternalSubject, ExternalToken } from './external-token.js';

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

/** Recognises the credentials that are its own. */
export type ExternalAuthenticator = Authenticator & Pick<ExternalTokens, 'isOne'>;
