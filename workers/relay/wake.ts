/** Subscribes to the news that something was appended to the outbox; returns the unsubscribe. Best effort. */
export type Wake = (listener: () => void) => () => void;

type Waiting = Readonly<{ ms: number; signal: AbortSignal; wake?: Wake | undefined }>;

/** Resolves after the time, at the next wake, or when the signal aborts; whichever is first. Never rejects. */
export async function waitForWake({ ms, signal, wake }: Waiting): Promise<void> {
  if (signal.aborted || ms <= 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const unsubscribe = wake?.(resolve);
  const onAbort = (): void => resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    unsubscribe?.();
    signal.removeEventListener('abort', onAbort);
  }
}
