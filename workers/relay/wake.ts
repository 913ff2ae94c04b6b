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

/** Wakes that come while nobody waits are remembered until `forget`. */
export type Alarm = Readonly<{
  forget: () => void;
  /** Resolves after the time, with the first wake since `forget`, or when the signal aborts. Never rejects. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  stop: () => void;
}>;

/** Listens all the time, so that the wakes during a pass are not lost. */
export function setAlarm(wake: Wake | undefined): Alarm {
  let isRung = false;
  let ring: () => void = () => undefined;
  const unsubscribe = wake?.(() => {
    isRung = true;
    ring();
  });
  return {
    forget() {
      isRung = false;
    },
    async wait(ms, signal) {
      if (isRung) return;
      const rung: Wake = (listener) => {
        ring = listener;
        return () => {
          ring = () => undefined;
        };
      };
      await waitForWake({ ms, signal, wake: rung });
    },
    stop: () => unsubscribe?.(),
  };
}
