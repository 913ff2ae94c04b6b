/** Rings for one who waits, or for the next who will. */
export type Bell = Readonly<{
  ring: () => void;
  ringIn: (ms: number) => void;
  /** Resolves with the next ring, at once when it has rung since the last one was heard. */
  heard: () => Promise<void>;
  /** No timer is left. */
  stop: () => void;
}>;

export function createBell(): Bell {
  let isRung = false;
  let hear: (() => void) | null = null;
  let timer: NodeJS.Timeout | undefined;
  const ring = (): void => {
    if (hear === null) {
      isRung = true;
      return;
    }
    hear();
    hear = null;
  };
  return {
    ring,
    ringIn(ms) {
      clearTimeout(timer);
      timer = setTimeout(ring, ms);
    },
    heard() {
      if (!isRung) return new Promise((resolve) => (hear = resolve));
      isRung = false;
      return Promise.resolve();
    },
    stop: () => clearTimeout(timer),
  };
}
