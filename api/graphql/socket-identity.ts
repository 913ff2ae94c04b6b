import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import { isSamePerson } from '../../core/identity/same-person.js';
import type { Application } from '../application.js';
import { authenticate } from './authenticate.js';
import type { SocketSessions } from './socket-sessions.js';

/** Who speaks over one socket: by the credential of its handshake, or by the newer one that extended it. */
export interface SocketIdentity {
  /**
   * Takes a credential in place of the one before, whose end then no longer closes the socket. False when it is not good, or
   * is somebody else's: what runs on a socket was allowed to one person.
   */
  prove(authorization: unknown): Promise<boolean>;
  /** As of the last proof or recheck. */
  actor(): Actor;
  /** Who that is by now, with the roles of today. */
  recheck(): Promise<Actor>;
  /** The socket is gone. */
  end(): void;
}

/** `close` is called when the credential ends before a newer one came. */
export function socketIdentity(
  { application, sessions }: Readonly<{ application: Application; sessions: SocketSessions }>,
  close: () => void,
): SocketIdentity {
  let proven: Actor | null = null;
  let current: Actor = ANONYMOUS;
  let isGone = false;
  let unwatch = (): void => undefined;
  return {
    async prove(authorization) {
      const known = await authenticate(application.authenticator, authorization).catch(() => null);
      if (known === null || (proven !== null && !isSamePerson(proven, known.actor))) return false;
      unwatch();
      proven = known.actor;
      current = known.actor;
      // The client may have left while it was being recognised; then nobody else says goodbye.
      if (!isGone) unwatch = sessions.watch(known, close);
      return true;
    },
    actor: () => current,
    async recheck() {
      current = await application.useCases.identity.actorNow(proven ?? ANONYMOUS);
      return current;
    },
    end() {
      isGone = true;
      unwatch();
    },
  };
}
