import type { Page, PageRequest } from '../shared/page.js';
import type { SellerOrderView } from '../orders/order-view.js';
import type { SellerOrderStatus } from '../checkout/model/seller-order-states.js';
import type { AccountId, OrderId, SellerId, SellerOrderId, ShipmentId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { PlannedShipment, ShippableLine } from './plan-shipment.js';

export type NewShipment = PlannedShipment &
  Readonly<{
    id: ShipmentId;
    orderId: OrderId;
    sellerOrderId: SellerOrderId;
    carrier: string;
    trackingNumber: string;
    /** The seller's member who shipped it. */
    accountId: AccountId;
  }>;

/** Parcels of seller orders. Each method is one statement. */
export interface Shipments {
  /** The seller and the order of a seller order. */
  find(id: SellerOrderId): Promise<Readonly<{ orderId: OrderId; sellerId: SellerId }> | null>;
  /** The lines, read under the order's lock. */
  lines(tx: Tx, id: SellerOrderId): Promise<readonly ShippableLine[]>;
  /** Writes the parcel and counts its units; rejects if fewer are left in the database, which the lock rules out. */
  add(tx: Tx, shipment: NewShipment): Promise<void>;
}

/** Finds shipments in transit for too long. */
export interface OverdueDeliveries {
  /**
   * Seller orders shipped at least `afterDays` ago by the database's clock and not confirmed as delivered, oldest
   * first.
   */
  list(
    overdue: Readonly<{ afterDays: number; limit: number }>,
  ): Promise<readonly Readonly<{ orderId: OrderId; sellerOrderId: SellerOrderId }>[]>;
}

export type SellerOrderFilter = Readonly<{
  sellerIds: readonly SellerId[];
  /** Null: all. */
  statuses: readonly SellerOrderStatus[] | null;
  newestFirst: boolean;
}>;

/** A seller order and its version, announced when it has or may have changed. */
export type SellerOrderVersion = Readonly<{ id: SellerOrderId; sellerId: SellerId; version: number }>;

/** Reads seller orders for sellers. Each method is one statement. */
export interface SellerOrderReader {
  find(id: SellerOrderId): Promise<SellerOrderView | null>;
  /** In any order; only existing ones whose payment was authorized. */
  findMany(ids: readonly SellerOrderId[]): Promise<readonly SellerOrderView[]>;
  /** The seller orders of these sellers in these orders. */
  inOrders(
    orderIds: readonly string[],
    sellerIds: readonly SellerId[],
  ): Promise<readonly SellerOrderVersion[]>;
  /** For each seller, up to `ofEach` of those waiting longest to be shipped and of those ordered last. */
  present(sellerIds: readonly SellerId[], ofEach: number): Promise<readonly SellerOrderVersion[]>;
  /**
   * Those whose payment was authorized, by age; a page continues after the id of the last one, regardless of additions.
   */
  list(filter: SellerOrderFilter, page: PageRequest): Promise<Page<SellerOrderView>>;
}
