/** An item with its due time in simulator time. */
export interface Due<K> {
  atMs: number;
  kind: K;
  id: string;
}

/** A heap of due items: earliest first, equal times in insertion order. */
export class DueQueue<K> {
  private readonly heap: (Due<K> & { order: number })[] = [];
  private order = 0;

  push(due: Due<K>): void {
    this.order += 1;
    this.heap.push({ ...due, order: this.order });
    this.rise(this.heap.length - 1);
  }

  peek(): Due<K> | undefined {
    return this.heap[0];
  }

  pop(): Due<K> | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (last !== undefined && this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
    return first;
  }

  clear(): void {
    this.heap.length = 0;
  }

  private rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.isBefore(index, parent)) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  private sink(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const smaller = this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(smaller, index)) return;
      this.swap(index, smaller);
      index = smaller;
    }
  }

  private isBefore(left: number, right: number): boolean {
    const a = this.heap[left];
    const b = this.heap[right];
    if (a === undefined || b === undefined) return false;
    return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;
  }

  private swap(left: number, right: number): void {
    const a = this.heap[left];
    const b = this.heap[right];
    if (a === undefined || b === undefined) return;
    this.heap[left] = b;
    this.heap[right] = a;
  }
}
