import type { AddressInfo } from 'node:net';
import { ControlHandler } from './control/control-handler.js';
import { createHttpServer } from './http/server.js';
import { namedRateLimit, type RateLimitName } from './settings/settings.js';
import { type CommandLineEndpoint, Simulator, type SimulatorOptions } from './simulator.js';

/** Where to listen and what to start with. */
export interface StartOptions extends SimulatorOptions {
  /** 0 takes a free port. */
  port: number;
  host: string;
  /** Stripe's documented limits; whatever was set before when left out, and no limit at first. */
  rateLimit?: RateLimitName | undefined;
  webhook?: CommandLineEndpoint | undefined;
}

/** A simulator that listens. */
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
    throw new Error('The simulator does not listen on a port.');
  return address.port;
}
