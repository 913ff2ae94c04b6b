import { assertNever } from '../shared/assert-never.js';
import { parseId } from '../shared/ids.js';
import type { Actor } from './actor.js';
import { ANONYMOUS } from './actor.js';
import type { Accounts, ApiKeys, Sessions } from './ports.js';

type ActorNowDependencies = Readonly<{
  accounts: Pick<Accounts, 'find'>;
  sessions: Pick<Sessions, 'findAccount'>;
  apiKeys: Pick<ApiKeys, 'revokedAmong'>;
}>;

/**
 * The current actor behind a credential authenticated earlier, as on a socket: with current roles, or ANONYMOUS once
 * the session or key has ended. Logouts at the external issuer are left to the socket watch.
 */
export async function actorNow(
  { accounts, sessions, apiKeys }: ActorNowDependencies,
  actor: Actor,
): Promise<Actor> {
  switch (actor.kind) {
    case 'ANONYMOUS':
      return actor;
    case 'ACCOUNT': {
      const sessionId = parseId('ses', actor.sessionId);
      const account = await (sessionId === null
        ? accounts.find(actor.accountId)
        : sessions.findAccount(sessionId));
      if (account === null) return ANONYMOUS;
      return { ...actor, roles: [account.role], sellerIds: account.sellerIds };
    }
    case 'SERVICE': {
      const isRevoked = (await apiKeys.revokedAmong([actor.keyId])).length > 0;
      return isRevoked ? ANONYMOUS : actor;
    }
    default:
      return assertNever(actor);
  }
}
