import { StripeError } from '../http/stripe-error.js';
import type { Change } from './log-line.js';
import type { Kind, StoredObjects } from './stored-objects.js';
import type { Table } from './table.js';

/** The part of the store that a transaction uses. */
interface TransactionStore {
  table<K extends Kind>(kind: K): Table<StoredObjects[K]>;
  ownerOf(id: string): string | undefined;
  setOwner(id: string, account: string): void;
}

/** The outcome of a piece of work: its value or its error. */
export type Attempted<R> = { ok: true; value: R } | { ok: false; error: unknown };

/**
 * One atomic change. Writes are visible at once (the simulator executes one request at a time) and are
 * recorded, so that they can be logged or undone together.
 */
export class Transaction {
  private readonly undos: (() => void)[] = [];
  private readonly touched = new Map<string, Change>();

  constructor(private readonly store: TransactionStore) {}

  table<K extends Kind>(kind: K): Table<StoredObjects[K]> {
    return this.store.table(kind);
  }

  get<K extends Kind>(kind: K, id: string): StoredObjects[K] | undefined {
    return this.store.table(kind).get(id);
  }

  put<K extends Kind>(kind: K, object: StoredObjects[K], owner: string | null = null): void {
    const table = this.store.table(kind);
    const before = table.put(object);
    if (owner !== null) this.store.setOwner(object.id, owner);
    this.undos.push(() => {
      if (before === undefined) table.delete(object.id);
      else table.put(before);
    });
    this.touched.set(`${kind} ${object.id}`, { kind, id: object.id, object });
  }

  delete(kind: Kind, id: string): void {
    const undo = removeFrom(this.store, kind, id);
    if (undo === undefined) return;
    this.undos.push(undo);
    this.touched.set(`${kind} ${id}`, { kind, id, object: undefined });
  }

  ownerOf(id: string): string | undefined {
    return this.store.ownerOf(id);
  }

  /** The final state of every changed object, in order of first change. */
  changes(): readonly Change[] {
    return [...this.touched.values()];
  }

  /**
   * Runs `work`; when it throws, its writes are undone unless the error commits them (a decline does). Lets the
   * caller log the error response in the same commit.
   */
  attempt<R>(work: () => R): Attempted<R> {
    try {
      return { ok: true, value: work() };
    } catch (error) {
      if (!(error instanceof StripeError && error.stage === 'commit')) this.undo();
      return { ok: false, error };
    }
  }

  undo(): void {
    for (const undo of this.undos.splice(0).reverse()) undo();
    this.touched.clear();
  }
}

function removeFrom<K extends Kind>(store: TransactionStore, kind: K, id: string): (() => void) | undefined {
  const table = store.table(kind);
  const before = table.delete(id);
  return before === undefined ? undefined : () => table.put(before);
}
