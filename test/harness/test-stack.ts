import { inject } from 'vitest';
import { environmentVariable } from '../../config/environment.js';
import type { ServerAction, TestStackAddresses } from './lane-servers.js';

/** The queue that this file runs in: vitest numbers the files that run at the same time, from 1. */
const partitionBatch = environmentVariable('VITEST_POOL_ID') ?? '1';

/** PostgreSQL, Redis and Kafka of this file's queue; the first caller waits a few seconds for their start. */
export async function testStack(): Promise<TestStackAddresses> {
  return await askControl('stack');
}

/**
 * Breaks or mends a server of the queue: `kill` (SIGKILL, stays down), `stop`, `start`, or freeze and thaw. No other file
 * uses it at that time, but the next one will: mend what you break in `finally`.
 */
export async function actOnServer(name: 'postgres' | 'redis' | 'kafka', action: ServerAction): Promise<void> {
  await askControl(`server/${name}/${action}`);
}

/** Brings dist (server) or dist/web (web) up to date with the sources. */
export async function buildTarget(target: 'server' | 'web'): Promise<void> {
  await askControl(`build/${target}`);
}

/** The run's folder; data below `kafka/` and `simulators/` is deleted at the end, logs are kept. */
export function runFolder(): string {
  return inject('harness').runFolder;
}

/** Asks the main process of the run, where the servers live. */
export async function askControl<T>(path: string): Promise<T> {
  const response = await fetch(`${inject('harness').controlUrl}/${partitionBatch}/${path}`, {
    method: 'POST',
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}
