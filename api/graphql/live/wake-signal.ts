/** Wakes whoever waits, or the next one that will. */
export type WakeSignal = Readonly<{
  raise: () => void;
  raiseIn: (ms: number) => void;
  /** Resolves when it is next raised, at once when that happened since the last wait. */
  raised: () => Promise<void>;
  /** No timer is left. */
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
