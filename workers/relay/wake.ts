/** Subscribes to wake-ups about events appended to the outbox; returns the unsubscribe function. Best effort. */
export type Wake = (listener: () => void) => () => void;

type Waiting = Readonly<{ ms: number; signal: AbortSignal; wake?: Wake | undefined }>;

/** Resolves after the time, on the next wake-up, or when the signal aborts. Never rejects. */
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

/** Keeps wake-ups that arrive between waits until `forget`. */
export type WakeUps = Readonly<{
  forget: () => void;
  /** Resolves after the time, on the first wake-up since `forget`, or when the signal aborts. Never rejects. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  stop: () => void;
}>;

/** Listens continuously, so that wake-ups during a pass are not lost. */
export function collectWakeUps(wake: Wake | undefined): WakeUps {
  let isWoken = false;
  let resume: () => void = () => undefined;
  const unsubscribe = wake?.(() => {
    isWoken = true;
    resume();
  });
  return {
    forget() {
      isWoken = false;
    },
    async wait(ms, signal) {
      if (isWoken) return;
      const nextWakeUp: Wake = (listener) => {
        resume = listener;
        return () => {
          resume = () => undefined;
        };
      };
      await waitForWake({ ms, signal, wake: nextWakeUp });
    },
    stop: () => unsubscribe?.(),
  };
}
