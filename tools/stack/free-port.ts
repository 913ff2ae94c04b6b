import { createServer, type Server } from 'node:net';

/** A free TCP port on 127.0.0.1; `preferred` if it is free, so that a restarted stack keeps its addresses. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred))) return preferred;
  const listener = await listen(0);
  await listener.close();
  return listener.port;
}

/** Several distinct free ports; all stay bound until the last is found. */
export async function freePorts(count: number): Promise<number[]> {
  const listeners = await Promise.all(Array.from({ length: count }, async () => await listen(0)));
  await Promise.all(listeners.map(async (listener) => await listener.close()));
  return listeners.map((listener) => listener.port);
}

/** Whether a server could listen on this port. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  try {
    const listener = await listen(port, host);
    await listener.close();
    return true;
  } catch {
    return false;
  }
}

interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

async function listen(port: number, host = '127.0.0.1'): Promise<Listener> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the system assigned no port'));
      else resolve({ port: address.port, close: async () => await closed(server) });
    });
  });
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
