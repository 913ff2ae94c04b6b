import type { SellerId, SellerOrderId } from '../../../core/shared/ids.js';

/** Notifies of changes of an order. */
export interface OrderChanges {
  /** Calls the listener whenever the order may have changed; returns a function that stops. */
  watch(orderId: string, listener: () => void): () => void;
}

/** Notifies of changes of a seller's orders. */
export interface SellerOrderChanges {
  /** Calls the listener with each seller order that may have changed; returns a function that stops. */
  watch(sellerId: SellerId, listener: (id: SellerOrderId) => void): () => void;
}

/** Notifies of new activity. */
export interface ActivityFeed {
  /** Calls the listener whenever the log can be read further; returns a function that stops. */
  watch(listener: () => void): () => void;
  /** How far the log can be read; `isFresh` polls now, for the first watcher. */
  upTo(asked: { isFresh: boolean }): Promise<string>;
}

/** Sources of subscription events; one of each per process, for all sockets. */
export type LiveSources = Readonly<{
  orderChanges: OrderChanges;
  sellerOrderChanges: SellerOrderChanges;
  activityFeed: ActivityFeed;
}>;
