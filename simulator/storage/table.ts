/** The common field of all stored objects. */
export interface Identified {
  readonly id: string;
}

interface Row<T> {
  object: T;
  position: number;
}

/** Below this size the order is not compacted. */
const COMPACT_FROM = 1_024;

/**
 * All objects of one kind, by id and in creation order.
 * Objects are immutable: a change puts a new object, so events may keep the old one as their snapshot.
 */
export class Table<T extends Identified> {
  private readonly rows = new Map<string, Row<T>>();
  /** Ids in creation order; deleted ones leave a hole until the next compaction. */
  private order: (string | undefined)[] = [];
  /** End of the holes at the front, because the oldest are often deleted first. */
  private head = 0;

  get size(): number {
    return this.rows.size;
  }

  get(id: string): T | undefined {
    return this.rows.get(id)?.object;
  }

  /** Stores the object and returns the one it replaced. */
  put(object: T): T | undefined {
    const row = this.rows.get(object.id);
    if (row === undefined) {
      this.rows.set(object.id, { object, position: this.order.length });
      this.order.push(object.id);
      return undefined;
    }
    const before = row.object;
    row.object = object;
    return before;
  }

  delete(id: string): T | undefined {
    const row = this.rows.get(id);
    if (row === undefined) return undefined;
    this.rows.delete(id);
    this.order[row.position] = undefined;
    if (row.position === this.order.length - 1) this.order.pop();
    else if (this.order.length > COMPACT_FROM && this.order.length > 2 * this.rows.size) this.compact();
    while (this.head < this.order.length && this.order[this.head] === undefined) this.head += 1;
    this.head = Math.min(this.head, this.order.length);
    return row.object;
  }

  /** Oldest first. */
  *oldestFirst(): Generator<T> {
    for (let index = this.head; index < this.order.length; index += 1) {
      const id = this.order[index];
      const row = id === undefined ? undefined : this.rows.get(id);
      if (row !== undefined) yield row.object;
    }
  }

  /** Newest first: the order of every list in Stripe's API. */
  *newestFirst(): Generator<T> {
    for (let index = this.order.length - 1; index >= 0; index -= 1) {
      const id = this.order[index];
      const row = id === undefined ? undefined : this.rows.get(id);
      if (row !== undefined) yield row.object;
    }
  }

  private compact(): void {
    this.order = this.order.filter((id) => id !== undefined);
    this.head = 0;
    for (const [position, id] of this.order.entries()) {
      const row = id === undefined ? undefined : this.rows.get(id);
      if (row !== undefined) row.position = position;
    }
  }
}
