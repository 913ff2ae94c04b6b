import { StripeError } from '../http/stripe-error.js';
import type { Clock } from './clock.js';
import type { Ids } from './ids.js';
import type { LogFile } from './log-file.js';
import { encodeLogLine, type Change } from './log-line.js';
import { createTables, type Kind, type StoredObjects, type Tables } from './stored-objects.js';
import type { Table } from './table.js';
import { Transaction } from './transaction.js';

/** Called after each commit with its changes; the commit may not be on disk yet. */
export type CommitListener = (changes: readonly Change[]) => void;

/**
 * All state of the simulator, in memory. Every commit is one log line, and responses are sent only after
 * `durable()`, so a killed simulator loses nothing acknowledged.
 */
export class Store {
  private tables: Tables = createTables();
  private readonly owners = new Map<string, string>();
  private readonly listeners: CommitListener[] = [];
  log: LogFile | undefined;

  constructor(
    readonly ids: Ids,
    readonly clock: Clock,
  ) {}

  table<K extends Kind>(kind: K): Table<StoredObjects[K]> {
    return this.tables[kind];
  }

  /** The connected account an object belongs to; undefined for the platform's own. */
  ownerOf(id: string): string | undefined {
    return this.owners.get(id);
  }

  setOwner(id: string, account: string): void {
    this.owners.set(id, account);
  }

  onCommit(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  /**
   * Runs `work` as one atomic change: either all of it is logged or none is kept. A StripeError of stage
   * `commit` (a decline) keeps the changes; any other error undoes them.
   */
  transact<R>(work: (tx: Transaction) => R): R {
    const tx = new Transaction(this);
    try {
      const result = work(tx);
      this.commit(tx);
      return result;
    } catch (error) {
      if (error instanceof StripeError && error.stage === 'commit') this.commit(tx);
      else tx.undo();
      throw error;
    }
  }

  /** Resolves when everything committed so far would survive a crash. */
  durable(): Promise<void> {
    return this.log === undefined ? Promise.resolve() : this.log.durable();
  }

  /** Deletes every object, as in a new simulator. Ids and the clock continue. */
  clear(): void {
    this.tables = createTables();
    this.owners.clear();
    this.log?.append(JSON.stringify({ reset: true }));
  }

  private commit(tx: Transaction): void {
    const changes = tx.changes();
    if (changes.length === 0) return;
    this.log?.append(encodeLogLine(changes, this));
    for (const listener of this.listeners) listener(changes);
  }
}
