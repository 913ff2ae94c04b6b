import type { Cause } from '../shared/cause.js';
import type { OrderId } from '../shared/ids.js';

/** One move of one part of an order. Who exactly, why and in which request are null for its buyer. */
export type HistoryEntry = Readonly<{
  /** Rises within an order; names the place in lists. */
  position: string;
  machine: string;
  entityId: string;
  from: string | null;
  to: string;
  actor: Cause['actor'];
  actorId: string | null;
  cause: string | null;
  correlationId: string | null;
  occurredAt: Date;
}>;

/** Which part of whose history. `isFull` shows also the attempts to pay, and who exactly, why and in which request. */
export type HistoryRequest = Readonly<{
  orderIds: readonly OrderId[];
  isFull: boolean;
  first: number;
  after: string | null;
}>;

/** Reads histories; nobody can change them. */
export interface OrderHistories {
  /** Of each order the oldest entries after a place, one more than `first` where there are more. One statement. */
  findMany(request: HistoryRequest): Promise<ReadonlyMap<string, readonly HistoryEntry[]>>;
}
