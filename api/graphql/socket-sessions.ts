import { endedCredentials } from '../../core/identity/authenticate-credential.js';
import type { Authenticated } from '../../core/identity/ports.js';
import { assertNever } from '../../core/shared/assert-never.js';
import type { Actor } from '../../core/identity/actor.js';
import type { ApiServices } from '../services.js';

/** Revoked sessions lose their sockets within two seconds: a look each second, and the time of the look itself. */
const LOOK_EVERY_MS = 1_000;
/** Timers hold no more than 2^31-1 ms; nothing of ours lives as long. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Closes sockets whose token has expired, or whose session or key has ended. */
export interface SocketSessions {
  /** Watches over one socket; returns how to stop. */
  watch(known: Authenticated, close: () => void): () => void;
  stop(): void;
}

/** One statement a second for all sockets of this process, and none while nobody is signed in. */
export function createSocketSessions(
  services: Pick<ApiServices, 'sessions' | 'apiKeys' | 'logger'>,
): SocketSessions {
  const closers = new Map<string, Set<() => void>>();
  let isLooking = false;

  const look = async (): Promise<void> => {
    if (isLooking || closers.size === 0) return;
    isLooking = true;
    try {
      for (const id of await endedCredentials(services, [...closers.keys()])) {
        for (const close of closers.get(id) ?? []) close();
      }
    } catch (error) {
      // The database is away: nothing can be read over these sockets either, and the next look catches up.
      services.logger.warn({ event: 'socket_sessions.look_failed', reason: String(error) });
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);

  return {
    watch({ actor, expiresAt }, close) {
      const credentialId = credentialIdOf(actor);
      const lifeMs = expiresAt === null ? LONGEST_TIMER_MS : expiresAt.getTime() - Date.now();
      const expiry = setTimeout(close, Math.min(lifeMs, LONGEST_TIMER_MS));
      if (credentialId !== null)
        closers.set(credentialId, (closers.get(credentialId) ?? new Set()).add(close));
      return () => {
        clearTimeout(expiry);
        if (credentialId === null) return;
        closers.get(credentialId)?.delete(close);
        if (closers.get(credentialId)?.size === 0) closers.delete(credentialId);
      };
    },
    stop() {
      clearInterval(timer);
    },
  };
}

/** What may be ended before its time: a session or a key. */
function credentialIdOf(actor: Actor): string | null {
  switch (actor.kind) {
    case 'ANONYMOUS':
      return null;
    case 'ACCOUNT':
      return actor.sessionId;
    case 'SERVICE':
      return actor.keyId;
    default:
      return assertNever(actor);
  }
}
