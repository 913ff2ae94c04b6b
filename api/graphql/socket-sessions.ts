import type { Authenticated, Credential } from '../../core/identity/ports.js';
import type { Application } from '../application.js';

/** Sockets of revoked sessions close within two seconds: one poll per second, plus the duration of the poll. */
const POLL_INTERVAL_MS = 1_000;
/** setTimeout accepts at most 2^31-1 ms; no credential of ours lives that long. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Closes sockets whose token has expired, or whose session, API key or issuer session has ended. */
export interface SocketSessions {
  /** Watches one socket; returns a function that stops. */
  watch(known: Authenticated, close: () => void): () => void;
  stop(): void;
}

/** One statement per second and kind of credential for all sockets of this process, and none while nobody is signed in. */
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
      // Without the database nothing can be read over these sockets either; the next poll catches up.
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
