import type { Authenticated, Sessions } from '../../core/identity/ports.js';
import type { Logger } from '../../core/shared/logger.js';

/** Revoked sessions lose their sockets within two seconds: a look each second, and the time of the look itself. */
const LOOK_EVERY_MS = 1_000;
/** Timers hold no more than 2^31-1 ms; nothing of ours lives as long. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Closes sockets whose token has expired or whose session has ended. */
export interface SocketSessions {
  /** Watches over one socket; returns how to stop. */
  watch(known: Authenticated, close: () => void): () => void;
  stop(): void;
}

/** One statement a second for all sockets of this process, and none while nobody is signed in. */
export function createSocketSessions({
  sessions,
  logger,
}: {
  sessions: Pick<Sessions, 'endedAmong'>;
  logger: Logger;
}): SocketSessions {
  const closers = new Map<string, Set<() => void>>();
  let isLooking = false;

  const look = async (): Promise<void> => {
    if (isLooking || closers.size === 0) return;
    isLooking = true;
    try {
      for (const id of await sessions.endedAmong([...closers.keys()])) {
        for (const close of closers.get(id) ?? []) close();
      }
    } catch (error) {
      // The database is away: nothing can be read over these sockets either, and the next look catches up.
      logger.warn({ event: 'socket_sessions.look_failed', reason: String(error) });
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);

  return {
    watch({ actor, expiresAt }, close) {
      const sessionId = actor.kind === 'ACCOUNT' ? actor.sessionId : null;
      const lifeMs = expiresAt === null ? LONGEST_TIMER_MS : expiresAt.getTime() - Date.now();
      const expiry = setTimeout(close, Math.min(lifeMs, LONGEST_TIMER_MS));
      if (sessionId !== null) closers.set(sessionId, (closers.get(sessionId) ?? new Set()).add(close));
      return () => {
        clearTimeout(expiry);
        if (sessionId === null) return;
        closers.get(sessionId)?.delete(close);
        if (closers.get(sessionId)?.size === 0) closers.delete(sessionId);
      };
    },
    stop() {
      clearInterval(timer);
    },
  };
}
