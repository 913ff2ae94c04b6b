import { newId } from '../shared/ids.js';
import type { Transaction, Tx } from '../shared/transaction.js';
import type { Account } from './account.js';
import type { ExternalSubject } from './external-token.js';
import type { AccessTokens, Accounts, Passwords, RefreshTokens, Sessions } from './ports.js';
import { EXTERNAL_SESSION_HOURS, SESSION_IDLE_DAYS, type SessionId } from './session.js';

export type IdentityDependencies = Readonly<{
  transaction: Transaction;
  accounts: Accounts;
  passwords: Passwords;
  sessions: Sessions;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
}>;

/** Tokens of a device: the access token for its memory, the refresh token for its httpOnly cookie. */
export type SignedIn = Readonly<{
  account: Account;
  accessToken: string;
  accessTokenExpiresAt: Date;
  refreshToken: string;
  refreshTokenExpiresAt: Date;
}>;

const IDLE_MS = SESSION_IDLE_DAYS * 24 * 60 * 60_000;
const EXTERNAL_MS = EXTERNAL_SESSION_HOURS * 60 * 60_000;

/** The session of the refresh token that the device sent. A sign-in replaces it, which prevents session fixation. */
export function replacedSession(
  { refreshTokens }: Pick<IdentityDependencies, 'refreshTokens'>,
  refreshToken: string | null,
): SessionId | null {
  return refreshToken === null ? null : (refreshTokens.read(refreshToken)?.sessionId ?? null);
}

/** Writes a new session, always with a new id, and ends the one that it replaces. */
export async function addSession(
  { sessions }: Pick<IdentityDependencies, 'sessions'>,
  tx: Tx,
  {
    account,
    replaces,
    external = null,
  }: { account: Account; replaces: SessionId | null; external?: ExternalSubject | null },
): Promise<{ id: SessionId; generation: number; expiresAt: Date }> {
  if (replaces !== null) await sessions.end(tx, replaces, 'SIGNED_IN_AGAIN');
  const id = newId('ses');
  const lifetimeMs = external === null ? IDLE_MS : EXTERNAL_MS;
  const expiresAt = await sessions.add(tx, { id, accountId: account.id, lifetimeMs, external });
  return { id, generation: 1, expiresAt };
}

/** Issues the tokens of a committed session. */
export async function tokensOf(
  { accessTokens, refreshTokens }: Pick<IdentityDependencies, 'accessTokens' | 'refreshTokens'>,
  account: Account,
  session: { id: SessionId; generation: number; expiresAt: Date },
): Promise<SignedIn> {
  const access = await accessTokens.issue(account, session.id, 'ACCESS');
  return {
    account,
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt,
    refreshToken: refreshTokens.issue(session.id, session.generation),
    refreshTokenExpiresAt: session.expiresAt,
  };
}
