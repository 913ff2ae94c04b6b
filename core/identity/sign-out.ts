import { parseId } from '../shared/ids.js';
import type { SignInRequired } from './account.js';
import type { Actor } from './actor.js';
import type { IdentityDependencies } from './open-session.js';
import { replacedSession } from './open-session.js';

type SignOutDependencies = Pick<IdentityDependencies, 'transaction' | 'sessions' | 'refreshTokens'>;

/** Ends the device's session, identified by its access token, its cookie, or both. Never fails. */
export async function signOut(
  dependencies: SignOutDependencies,
  { actor, refreshToken }: { actor: Actor; refreshToken: string | null },
): Promise<void> {
  const own = actor.kind === 'ACCOUNT' ? parseId('ses', actor.sessionId) : null;
  const ofCookie = replacedSession(dependencies, refreshToken);
  await dependencies.transaction.run(async (tx) => {
    for (const id of new Set([own, ofCookie])) {
      if (id !== null) await dependencies.sessions.end(tx, id, 'SIGNED_OUT');
    }
  });
}

/** Ends every session of the account, including this one; open sockets close within two seconds. Returns how many. */
export async function signOutEverywhere(
  { transaction, sessions }: SignOutDependencies,
  { actor }: { actor: Actor },
): Promise<{ endedSessions: number } | SignInRequired> {
  if (actor.kind !== 'ACCOUNT') return { code: 'SIGN_IN_REQUIRED' };
  const ending = { reason: 'SIGNED_OUT_EVERYWHERE', except: null } as const;
  return { endedSessions: await transaction.run((tx) => sessions.endAll(tx, actor.accountId, ending)) };
}
