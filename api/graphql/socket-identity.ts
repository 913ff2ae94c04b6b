import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import { isSamePerson } from '../../core/identity/same-person.js';
import type { Application } from '../application.js';
import { authenticate } from './authenticate.js';
import type { SocketSessions } from './socket-sessions.js';

/** The caller on one socket, by the credential of its handshake or a newer one sent by ping. */
export interface SocketIdentity {
  /**
   * Replaces the credential; the expiry of the previous one no longer closes the socket. False when it is invalid or belongs
   * to another person: operations on a socket were authorized for one person.
   */
  prove(authorization: unknown): Promise<boolean>;
  /** As of the last proof or recheck. */
  actor(): Actor;
  /** Reads the caller again, with their current role. */
  recheck(): Promise<Actor>;
  /** Call when the socket has closed. */
  end(): void;
}

/** `close` is called when the credential ends before a newer one arrives. */
export function socketIdentity(
  { application, sessions }: Readonly<{ application: Application; sessions: SocketSessions }>,
  close: () => void,
): SocketIdentity {
  let proven: Actor | null = null;
  let current: Actor = ANONYMOUS;
  let isClosed = false;
  let unwatch = (): void => undefined;
  return {
    async prove(authorization) {
      const known = await authenticate(application.authenticator, authorization).catch(() => null);
      if (known === null || (proven !== null && !isSamePerson(proven, known.actor))) return false;
      unwatch();
      proven = known.actor;
      current = known.actor;
      // The client may have disconnected during authentication; then nothing else would unwatch.
      if (!isClosed) unwatch = sessions.watch(known, close);
      return true;
    },
    actor: () => current,
    async recheck() {
      current = await application.useCases.identity.actorNow(proven ?? ANONYMOUS);
      return current;
    },
    end() {
      isClosed = true;
      unwatch();
    },
  };
}
