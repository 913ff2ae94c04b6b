import type { TestProject } from 'vitest/node';
import { startControlServer } from './control-server.js';
import { openRunFolder } from './run-folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file finds the run's shared servers. */
    harness: { readonly controlUrl: string; readonly runFolder: string };
  }
}

/**
 * Runs once, in vitest's main process. It only starts the control server: a stack starts with the first test
 * that asks for it, so unit tests alone need no server. Everything started ends with the run, even when
 * the run fails or is interrupted.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = await openRunFolder();
  const control = await startControlServer(run);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    closing ??= control.close().then(async () => await run.close());
    await closing;
  };
  const interrupted = (): void => {
    close().then(
      () => process.exit(130),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
  project.provide('harness', { controlUrl: control.url, runFolder: run.folder });
  return close;
}
