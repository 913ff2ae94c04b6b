import type { Access } from '../account/session.js';

/** The fraction of a token's remaining life to wait; the rest leaves time for retries. */
const WAIT_FRACTION = 0.8;
/** Lower bound, in case the local clock is wrong and every token looks expired. */
const MIN_RENEW_INTERVAL_MS = 10_000;

interface Extending {
  /** The successor of this token; the same token while it can't be renewed. */
  readonly nextAccess: (token: string) => Promise<Access | undefined>;
  readonly extend: (next: Access) => void;
}

/** Renews a connection's token before it expires and sends the new one on the connection. Returns a function that stops it. */
export function keepExtending(opened: Access, { nextAccess, extend }: Extending): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout>;
  const wait = (used: Access) => {
    const leftMs = used.expiresAtMs - Date.now();
    timer = setTimeout(() => void renew(used), Math.max(leftMs * WAIT_FRACTION, MIN_RENEW_INTERVAL_MS));
  };
  const renew = async (used: Access): Promise<void> => {
    const next = await nextAccess(used.token);
    // After a sign-out the connection is replaced.
    if (isStopped || next === undefined) return;
    if (next.token !== used.token) extend(next);
    wait(next);
  };
  wait(opened);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
