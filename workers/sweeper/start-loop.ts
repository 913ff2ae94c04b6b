/** Interval, poll and error handling of a loop. */
export type LoopSettings = Readonly<{
  everyMs: number;
  /** AGAIN: more may be due right now. */
  poll: () => Promise<'AGAIN' | 'DONE'>;
  onError: (error: unknown) => void;
}>;

/** Polls at once and then periodically until stopped; a failed poll is reported and does not end the loop. */
export function startLoop({ everyMs, poll, onError }: LoopSettings): { stop: () => Promise<void> } {
  const stopping = Promise.withResolvers<void>();
  let stopped = false;

  const loop = async (): Promise<void> => {
    while (!stopped) {
      const outcome = await poll().catch((error: unknown) => {
        onError(error);
        return 'DONE' as const;
      });
      if (outcome === 'AGAIN') continue;
      let timer: NodeJS.Timeout | undefined;
      const pause = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, everyMs);
      });
      await Promise.race([pause, stopping.promise]);
      clearTimeout(timer);
    }
  };
  const running = loop();

  return {
    async stop() {
      stopped = true;
      stopping.resolve();
      await running;
    },
  };
}
