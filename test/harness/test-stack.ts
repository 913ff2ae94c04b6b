import { inject } from 'vitest';
import { environmentVariable } from '../../config/environment.js';
import type { ServerAction, TestStackAddresses } from './lane-servers.js';

/** The test worker that runs this file; vitest numbers its workers from 1. */
const worker = environmentVariable('VITEST_POOL_ID') ?? '1';

/** PostgreSQL, Redis and Kafka of this file's test worker; the first caller waits a few seconds for them to start. */
export async function testStack(): Promise<TestStackAddresses> {
  return await askControl('stack');
}

/**
 * Stops or starts a server of the test worker: `kill` (SIGKILL, stays down), `stop`, `start`, or freeze and resume. No
 * other file uses it meanwhile, but the next one will: restore it in `finally`.
 */
export async function actOnServer(name: 'postgres' | 'redis' | 'kafka', action: ServerAction): Promise<void> {
  await askControl(`server/${name}/${action}`);
}

/** Builds dist (server) or dist/web (web) from the sources. */
export async function buildTarget(target: 'server' | 'web'): Promise<void> {
  await askControl(`build/${target}`);
}

/** The run's folder; data below `kafka/` and `simulators/` is deleted at the end, logs are kept. */
export function runFolder(): string {
  return inject('harness').runFolder;
}

/** Calls the control server in the run's main process. */
export async function askControl<T>(path: string): Promise<T> {
  const response = await fetch(`${inject('harness').controlUrl}/${worker}/${path}`, {
    method: 'POST',
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}
