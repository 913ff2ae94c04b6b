import type { Cause } from '../shared/cause.js';
import type { OrderId } from '../shared/ids.js';

/** One transition of one part of an order. The actor's id, the cause and the correlation id are null for its buyer. */
export type HistoryEntry = Readonly<{
  /** Rises within an order; the cursor in lists. */
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

/** A page of histories. `isFull` includes the payment attempts, and the actor ids, causes and correlation ids. */
export type HistoryRequest = Readonly<{
  orderIds: readonly OrderId[];
  isFull: boolean;
  first: number;
  after: string | null;
}>;

/** Reads histories, which are immutable. */
export interface OrderHistories {
  /** The oldest entries of each order after a cursor, one more than `first` if there are more. One statement. */
  findMany(request: HistoryRequest): Promise<ReadonlyMap<string, readonly HistoryEntry[]>>;
}
