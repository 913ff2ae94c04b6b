import { connect } from 'node:net';
import type { ServerState } from './stack-state.js';
import type { SupervisedProcess } from './supervised-process.js';

/** A server of the stack, no matter who runs it. */
export interface StackServer extends ServerState {
  readonly isHealthy: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
  /** Set if this stack runs the process itself. */
  readonly process?: SupervisedProcess;
}

/** A server run by this stack. */
export function ownServer(supervised: SupervisedProcess, address: string): StackServer {
  const { name, title, isHealthy } = supervised.plan;
  return {
    name,
    title,
    address,
    source: 'own',
    logFile: supervised.logFile,
    isHealthy,
    stop: async () => await supervised.stop(),
    process: supervised,
  };
}

/** A server given in the environment; it is checked, but never stopped. */
export function givenServer(name: string, title: string, address: string): StackServer {
  const isHealthy = async (): Promise<boolean> => await acceptsConnections(address);
  return { name, title, address, source: 'given', isHealthy, stop: async () => undefined };
}

/** A server that Docker Compose runs for this stack. */
export function composeServer(
  names: { readonly name: string; readonly title: string },
  address: string,
  stop: () => Promise<void>,
): StackServer {
  const isHealthy = async (): Promise<boolean> => await acceptsConnections(address);
  return { ...names, address, source: 'compose', isHealthy, stop };
}

/** Whether `host:port` accepts connections. */
export async function acceptsConnections(address: string): Promise<boolean> {
  const colon = address.lastIndexOf(':');
  return await new Promise((resolve) => {
    const socket = connect({
      host: address.slice(0, colon),
      port: Number(address.slice(colon + 1)),
      timeout: 2_000,
    });
    const answer = (open: boolean): void => {
      resolve(open);
      socket.destroy();
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}
