import type { Access } from '../account/session.js';

/** How much of a token's life is let pass: enough is left to try again a few times. */
const USED_PART = 0.8;
/** Also when the clock of this computer is wrong and every token seems to be over. */
const RENEW_AT_MOST_EVERY_MS = 10_000;

interface Extending {
  /** What came after this token; the same again while it cannot be renewed. */
  readonly nextAccess: (token: string) => Promise<Access | undefined>;
  readonly extend: (next: Access) => void;
}

/** Renews what a connection was opened with before it ends, and says so on the connection. Returns how to stop. */
export function keepExtending(opened: Access, { nextAccess, extend }: Extending): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout>;
  const wait = (used: Access) => {
    const leftMs = used.expiresAtMs - Date.now();
    timer = setTimeout(() => void renew(used), Math.max(leftMs * USED_PART, RENEW_AT_MOST_EVERY_MS));
  };
  const renew = async (used: Access): Promise<void> => {
    const next = await nextAccess(used.token);
    // Who has signed out meanwhile gets another connection.
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
