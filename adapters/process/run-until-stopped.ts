import type { Logger } from '../../core/shared/logger.js';

/** A process that serves until it receives a stop signal. */
export type RunningProcess = Readonly<{ logger: Logger; stop: () => Promise<void> }>;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Shuts the process down gracefully on the first stop signal. */
export function runUntilStopped({ logger, stop }: RunningProcess): void {
  let stopping = false;
  const end = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ event: 'process.stopping', signal });
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ event: 'process.stop_failed', error });
        process.exit(1);
      },
    );
  };
  for (const signal of SIGNALS) process.on(signal, () => end(signal));
}
