import { connect, createServer, type Socket } from 'node:net';

import { atEndOfFile } from './cleanup.js';

/**
 * Selects the next statement whose text, name or parameters contain all these words. A held `REQUEST` never reaches the
 * database. A held `ANSWER` never reaches the process, although the statement was executed and its transaction, if any,
 * committed.
 */
export type Caught = Readonly<{ hold: 'REQUEST' | 'ANSWER'; words: readonly string[] }>;

/**
 * A proxy between processes and the database that can block at an exact statement. The blocked process waits forever,
 * as if frozen there; it is then killed, and its successor finds the gate open.
 */
export interface DatabaseGate {
  /** The database URL for the processes. */
  readonly url: string;
  /** Blocks before or after the next matching statement; resolves when it is blocked. */
  hold(caught: Caught): Promise<void>;
  /** Stops matching. Connections already blocked stay blocked until their process exits. */
  open(): void;
  /** Forwards the blocked requests. */
  release(): void;
}

type Trap = Caught & { reached: () => void };

/** Opens a gate to this database until the end of the test file. */
export async function startDatabaseGate(databaseUrl: string): Promise<DatabaseGate> {
  const target = new URL(databaseUrl);
  let trap: Trap | null = null;
  const take = (message: string): Trap | null => {
    if (trap === null || !trap.words.every((word) => message.includes(word))) return null;
    const taken = trap;
    trap = null;
    return taken;
  };
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const server = createServer((client) => {
    const database = connect({ host: target.hostname, port: Number(target.port) });
    for (const socket of [client, database]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    passThrough({ client, database, take, onRelease: (pass) => void waiting.add(pass) });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  atEndOfFile(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((closed) => void server.close(() => closed()));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gate has no port');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    hold: (caught) => new Promise((reached) => void (trap = { ...caught, reached })),
    open: () => void (trap = null),
    release: () => {
      for (const pass of waiting) pass();
      waiting.clear();
    },
  };
}

type Passage = Readonly<{
  client: Socket;
  database: Socket;
  take: (message: string) => Trap | null;
  onRelease: (pass: () => void) => void;
}>;

/** One connection, message by message. Our client sends nothing before it has the whole response. */
function passThrough({ client, database, take, onRelease }: Passage): void {
  const frames = new ClientMessages();
  let inTransaction = false;
  let isShut = false;
  const held: Buffer[] = [];
  let awaited: Trap | null = null;
  let answerOf: Trap | null = null;
  client.on('data', (chunk) => {
    for (const message of frames.read(chunk)) {
      const text = message.toString('latin1');
      const caught = isShut ? null : take(text);
      if (caught?.hold === 'REQUEST') {
        isShut = true;
        onRelease(() => {
          isShut = false;
          for (const each of held.splice(0)) database.write(each);
        });
        caught.reached();
      }
      if (isShut) {
        held.push(message);
        continue;
      }
      if (caught !== null) awaited = caught;
      if (isSimple(text, 'BEGIN')) inTransaction = true;
      if (isSimple(text, 'COMMIT') || isSimple(text, 'ROLLBACK')) inTransaction = false;
      // Inside a transaction nothing takes effect before the commit, so the commit's response is withheld.
      if (awaited !== null && !inTransaction) answerOf = awaited;
      database.write(message);
    }
  });
  let end = Buffer.alloc(0);
  database.on('data', (chunk) => {
    if (answerOf === null) {
      client.write(chunk);
      return;
    }
    end = Buffer.concat([end, chunk]).subarray(-READY_FOR_QUERY_BYTES);
    if (isReady(end)) answerOf.reached();
  });
}

const READY_FOR_QUERY_BYTES = 6;

/** Whether these bytes end a response: ReadyForQuery, with length field 5 and the transaction state. */
function isReady(end: Buffer): boolean {
  return (
    end.length === READY_FOR_QUERY_BYTES && end.toString('latin1', 0, 1) === 'Z' && end.readInt32BE(1) === 5
  );
}

/** Whether the message is this statement sent as a simple query. */
function isSimple(message: string, statement: string): boolean {
  return message.startsWith('Q') && message.slice(5) === `${statement}\0`;
}

/** Splits the client's byte stream into PostgreSQL protocol messages. */
class ClientMessages {
  #rest = Buffer.alloc(0);
  #typeBytes = 0;

  read(chunk: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: Buffer[] = [];
    for (;;) {
      const length = this.#lengthOfNext();
      if (length === null || this.#rest.length < length) return messages;
      messages.push(this.#rest.subarray(0, length));
      this.#rest = this.#rest.subarray(length);
      // Only the first message, which opens the session, has no type byte before its length.
      this.#typeBytes = 1;
    }
  }

  #lengthOfNext(): number | null {
    if (this.#rest.length < this.#typeBytes + 4) return null;
    return this.#typeBytes + this.#rest.readInt32BE(this.#typeBytes);
  }
}
