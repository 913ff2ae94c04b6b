import type { AddressInfo } from 'node:net';
import { ControlHandler } from './control/control-handler.js';
import { createHttpServer } from './http/server.js';
import { namedRateLimit, type RateLimitName } from './settings/settings.js';
import { type CommandLineEndpoint, Simulator, type SimulatorOptions } from './simulator.js';

/** The address to listen on and the initial configuration. */
export interface StartOptions extends SimulatorOptions {
  /** 0 selects a free port. */
  port: number;
  host: string;
  /** Stripe's documented limits; when omitted, the stored setting, initially no limit. */
  rateLimit?: RateLimitName | undefined;
  webhook?: CommandLineEndpoint | undefined;
}

/** A listening simulator. */
export interface RunningSimulator {
  url: string;
  port: number;
  simulator: Simulator;
  close(): Promise<void>;
}

/** Starts a simulator in this process; resolves when it accepts connections. */
export async function startSimulator(options: StartOptions): Promise<RunningSimulator> {
  const simulator = new Simulator(options);
  if (options.webhook !== undefined) {
    simulator.setCommandLineEndpoint(options.webhook);
  }
  if (options.rateLimit !== undefined)
    simulator.changeSettings({ rateLimit: namedRateLimit(options.rateLimit) });
  const server = createHttpServer(simulator.api, new ControlHandler(simulator));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  simulator.start();
  const port = listeningPort(server.address());
  return {
    url: `http://${options.host}:${port}`,
    port,
    simulator,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await simulator.close();
    },
  };
}

function listeningPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('The simulator is not listening on a port.');
  return address.port;
}
