import { openBenchServers, type BenchServers } from './bench-servers.js';
import { startBenchSystem, type BenchSystem, type BenchSystemOptions } from './bench-system.js';

/** Does the work on servers of a bench, and closes them however it ends. */
export async function withBenchServers<Value>(
  say: (line: string) => void,
  work: (servers: BenchServers) => Promise<Value>,
): Promise<Value> {
  const servers = await openBenchServers(say);
  try {
    return await work(servers);
  } finally {
    await servers.close();
  }
}

/** Does the work beside our processes, and ends them however it ends; the servers stay. */
export async function withBenchSystem<Value>(
  options: BenchSystemOptions,
  work: (system: BenchSystem) => Promise<Value>,
): Promise<Value> {
  const system = await startBenchSystem(options);
  try {
    return await work(system);
  } finally {
    await system.stop();
  }
}
