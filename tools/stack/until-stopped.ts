const parentCheckMs = 1_000;
/** npm passes a Ctrl-C on that the terminal has delivered already; both are one wish. */
const sameWishMs = 1_500;

/**
 * Resolves with the reason when this process is asked to end: Ctrl-C, SIGTERM, a closed terminal, or, with
 * `withParent`, the death of the process that started it (an npm killed without mercy passes no signal on).
 * A later second Ctrl-C ends at once; the exit handlers then kill what is left.
 */
export async function untilStopped(options: { readonly withParent: boolean }): Promise<string> {
  return await new Promise((resolve) => {
    let askedAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (askedAt !== undefined && Date.now() - askedAt > sameWishMs) process.exit(130);
      askedAt ??= Date.now();
      resolve(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
    if (!options.withParent) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve('its parent process ended');
    }, parentCheckMs);
    watch.unref();
  });
}
