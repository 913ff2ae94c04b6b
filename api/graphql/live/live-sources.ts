import type { SellerId, SellerOrderId } from '../../../core/shared/ids.js';

/** Waits for the next change of an order. */
export interface OrderChanges {
  /** Calls the listener whenever the order may have changed; returns how to stop. */
  watch(orderId: string, listener: () => void): () => void;
}

/** Waits for changes of whatever a seller has. */
export interface SellerOrderChanges {
  /** Calls the listener with each seller order of the seller that may have changed; returns how to stop. */
  watch(sellerId: SellerId, listener: (id: SellerOrderId) => void): () => void;
}

/** Waits for something to happen. */
export interface ActivityFeed {
  /** Calls the listener whenever the log can be read further; returns how to stop. */
  watch(listener: () => void): () => void;
  /** How far the log can be read; `isFresh` looks now, for whom nobody has watched so far. */
  upTo(asked: { isFresh: boolean }): Promise<string>;
}

/** What subscriptions wait for; one of each for all sockets of the process. */
export type LiveSources = Readonly<{
  orderChanges: OrderChanges;
  sellerOrderChanges: SellerOrderChanges;
  activityFeed: ActivityFeed;
}>;
