/** Wakes the current waiter, or the next one. */
export type WakeSignal = Readonly<{
  raise: () => void;
  raiseIn: (ms: number) => void;
  /** Resolves when next raised; at once if it was raised since the last wait. */
  raised: () => Promise<void>;
  /** Clears the timer. */
  stop: () => void;
}>;

export function createWakeSignal(): WakeSignal {
  let isRaised = false;
  let wake: (() => void) | null = null;
  let timer: NodeJS.Timeout | undefined;
  const raise = (): void => {
    if (wake === null) {
      isRaised = true;
      return;
    }
    wake();
    wake = null;
  };
  return {
    raise,
    raiseIn(ms) {
      clearTimeout(timer);
      timer = setTimeout(raise, ms);
    },
    raised() {
      if (!isRaised) return new Promise((resolve) => (wake = resolve));
      isRaised = false;
      return Promise.resolve();
    },
    stop: () => clearTimeout(timer),
  };
}
