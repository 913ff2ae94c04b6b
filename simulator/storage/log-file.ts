import { closeSync, fdatasync, openSync, write } from 'node:fs';

/**
 * Append-only file of changes, one JSON line each. A line counts as written once it is on disk. Lines that
 * arrive during a write share the next one (group commit), so durability costs one sync per batch, not per request.
 */
export class LogFile {
  private readonly descriptor: number;
  private waiting: string[] = [];
  private waiters: Waiter[] = [];
  private appended = 0;
  private synced = 0;
  private writing = false;
  private failure: Error | undefined;

  constructor(path: string) {
    this.descriptor = openSync(path, 'a');
  }

  append(line: string): void {
    this.waiting.push(line);
    this.appended += 1;
    if (this.writing) return;
    this.writing = true;
    // Deferred to the end of this event-loop turn, so that requests read in the same turn share one sync.
    setImmediate(() => this.writeBatch());
  }

  /** Resolves when everything appended so far is on disk; rejects on a write error. */
  durable(): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (this.synced === this.appended) return Promise.resolve();
    const position = this.appended;
    return new Promise((resolve, reject) => this.waiters.push({ position, resolve, reject }));
  }

  async close(): Promise<void> {
    await this.durable();
    closeSync(this.descriptor);
  }

  private writeBatch(): void {
    const position = this.appended;
    const batch = Buffer.from(this.waiting.join('\n') + '\n');
    this.waiting = [];
    writeAndSync(this.descriptor, batch, (error) => {
      if (error !== null) this.fail(error);
      else this.release(position);
      if (this.waiting.length > 0 && this.failure === undefined) this.writeBatch();
      else this.writing = false;
    });
  }

  private release(position: number): void {
    this.synced = position;
    const done = this.waiters.findIndex((waiter) => waiter.position > position);
    const released = this.waiters.splice(0, done < 0 ? this.waiters.length : done);
    for (const waiter of released) waiter.resolve();
  }

  /** After one write error the disk is no longer trusted: every later request fails instead of being lost silently. */
  private fail(error: Error): void {
    this.failure = error;
    for (const waiter of this.waiters.splice(0)) waiter.reject(error);
  }
}

interface Waiter {
  position: number;
  resolve: () => void;
  reject: (error: Error) => void;
}

function writeAndSync(descriptor: number, bytes: Buffer, done: (error: Error | null) => void): void {
  write(descriptor, bytes, (error, written) => {
    if (error !== null) done(error);
    else if (written < bytes.length) writeAndSync(descriptor, bytes.subarray(written), done);
    else fdatasync(descriptor, done);
  });
}
