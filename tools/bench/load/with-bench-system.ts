import { openBenchServers, type BenchServers } from './bench-servers.js';
import { startBenchSystem, type BenchSystem, type BenchSystemOptions } from './bench-system.js';

/** Runs `work` with bench servers and always closes them. */
export async function withBenchServers<Value>(
  report: (line: string) => void,
  work: (servers: BenchServers) => Promise<Value>,
): Promise<Value> {
  const servers = await openBenchServers(report);
  try {
    return await work(servers);
  } finally {
    await servers.close();
  }
}

/** Runs `work` with our processes and always stops them; the servers stay up. */
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
