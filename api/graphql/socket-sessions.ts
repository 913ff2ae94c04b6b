import type { Authenticated, Credential } from '../../core/identity/ports.js';
import type { Application } from '../application.js';

/** Revoked sessions lose their sockets within two seconds: a look each second, and the time of the look itself. */
const POLL_INTERVAL_MS = 1_000;
/** Timers hold no more than 2^31-1 ms; nothing of ours lives as long. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Closes sockets whose token has expired, or whose session, key or sign-in at the issuer has ended. */
export interface SocketSessions {
  /** Watches over one socket; returns how to stop. */
  watch(known: Authenticated, close: () => void): () => void;
  stop(): void;
}

/** One statement a second for all sockets of this process and each kind of credential, and none while nobody is signed in. */
export function createSocketSessions({
  useCases,
  logger,
}: Pick<Application, 'useCases' | 'logger'>): SocketSessions {
  const closers = new Map<() => void, Credential>();
  let isPolling = false;

  const poll = async (): Promise<void> => {
    if (isPolling || closers.size === 0) return;
    isPolling = true;
    try {
      const ended = new Set(await useCases.identity.endedCredentials([...closers.values()]));
      for (const [close, credential] of closers) if (ended.has(credential)) close();
    } catch (error) {
      // The database is away: nothing can be read over these sockets either, and the next look catches up.
      logger.warn({ event: 'socket_sessions.check_failed', reason: String(error) });
    } finally {
      isPolling = false;
    }
  };
  const timer = setInterval(() => void poll(), POLL_INTERVAL_MS);

  return {
    watch({ credential, expiresAt }, close) {
      const lifeMs = expiresAt === null ? LONGEST_TIMER_MS : expiresAt.getTime() - Date.now();
      const expiry = setTimeout(close, Math.min(lifeMs, LONGEST_TIMER_MS));
      if (credential !== null) closers.set(close, credential);
      return () => {
        clearTimeout(expiry);
        closers.delete(close);
      };
    },
    stop() {
      clearInterval(timer);
    },
  };
}
