import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

import { atEndOfFile } from './cleanup.js';

/** A proxy to PostgreSQL that counts statements. */
export interface StatementCounter {
  /** The database URL through the proxy. */
  readonly url: string;
  /** Statements executed so far, including BEGIN and COMMIT. */
  count(): number;
}

/** Frontend messages that execute something: Execute of the extended protocol, and a simple Query. */
const EXECUTES = new Set(['E'.charCodeAt(0), 'Q'.charCodeAt(0)]);

/** Opens a proxy to the database, to count a process's statements from outside. */
export async function countStatements(databaseUrl: string): Promise<StatementCounter> {
  const target = new URL(databaseUrl);
  let executed = 0;
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    const note = messageReader((type) => {
      if (EXECUTES.has(type)) executed += 1;
    });
    client.on('data', note);
    client.pipe(database).pipe(client);
    endTogether(client, database);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEndOfFile(async () => {
    server.close();
    await Promise.resolve();
  });
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url.href, count: () => executed };
}

function endTogether(one: Socket, other: Socket): void {
  for (const [socket, peer] of [
    [one, other],
    [other, one],
  ] as const) {
    socket.on('error', () => peer.destroy());
    socket.on('close', () => peer.destroy());
  }
}

/** Reports the type of each frontend message; the first, which opens the connection, has none. */
function messageReader(onMessage: (type: number) => void): (data: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isOpening = true;
  return (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const head = isOpening ? 0 : 1;
      if (rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      if (!isOpening) onMessage(rest.readUInt8(0));
      isOpening = false;
      rest = rest.subarray(length);
    }
  };
}
