import { childEnvironment } from '../../config/environment.js';
import { projectRoot } from './project-paths.js';
import { findProgram, runCommand } from './run-command.js';

const upTimeoutMs = 5 * 60_000;
const downTimeoutMs = 60_000;

/** Whether a Docker engine with the Compose plugin is available. */
export async function isComposeAvailable(): Promise<boolean> {
  if (findProgram('docker') === undefined) return false;
  const engine = await runCommand('docker', ['version'], { timeoutMs: 10_000 });
  const plugin = await runCommand('docker', ['compose', 'version'], { timeoutMs: 10_000 });
  return engine.code === 0 && plugin.code === 0;
}

/**
 * Starts one service of docker-compose.yml and waits for its health check. `hostPort.variable` sets the port that the
 * service is published at on 127.0.0.1. Returns a function that stops it.
 */
export async function startComposeService(
  service: 'redis' | 'kafka',
  hostPort: { readonly variable: string; readonly port: number },
): Promise<() => Promise<void>> {
  // The file requires secrets of services that are not started here.
  const unused = { SESSION_SECRET: 'not used', STRIPE_WEBHOOK_SECRET: 'not used' };
  const env = childEnvironment({ ...unused, [hostPort.variable]: String(hostPort.port) });
  const base = ['compose', '-p', 'splitcart-local', '-f', 'docker-compose.yml'];
  const options = { cwd: projectRoot, env };
  const up = await runCommand('docker', [...base, 'up', '-d', '--wait', service], {
    ...options,
    timeoutMs: upTimeoutMs,
  });
  if (up.code !== 0) throw new Error(`docker compose could not start ${service}:\n${up.output}`);
  return async () => {
    await runCommand('docker', [...base, 'stop', service], { ...options, timeoutMs: downTimeoutMs });
  };
}
