const parentCheckMs = 1_000;
/** npm forwards a Ctrl-C that the terminal has already delivered; both count as one. */
const duplicateSignalMs = 1_500;

/**
 * Resolves with the reason when this process must stop: Ctrl-C, SIGTERM, a closed terminal, or, with `withParent`, the end
 * of its parent process (a killed npm forwards no signal). A second Ctrl-C exits at once; the exit handlers then kill what
 * is left.
 */
export async function untilStopped(options: { readonly withParent: boolean }): Promise<string> {
  return await new Promise((resolve) => {
    let firstSignalAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (firstSignalAt !== undefined && Date.now() - firstSignalAt > duplicateSignalMs) process.exit(130);
      firstSignalAt ??= Date.now();
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
