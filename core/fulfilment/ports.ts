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
    /** The member who shipped it. */
    accountId: AccountId;
  }>;

/** Parcels of seller orders. Each method is one statement. */
export interface Shipments {
  /** Whose seller order it is, and of which order. */
  find(id: SellerOrderId): Promise<Readonly<{ orderId: OrderId; sellerId: SellerId }> | null>;
  /** The lines as they are under the order's lock. */
  lines(tx: Tx, id: SellerOrderId): Promise<readonly ShippableLine[]>;
  /** Writes the parcel and counts its units; rejects when the database has fewer left, which the lock rules out. */
  add(tx: Tx, shipment: NewShipment): Promise<void>;
}

/** Finds what has been on its way for long. */
export interface OverdueDeliveries {
  /** The longest on its way first, by the database's clock, of what was sent so many days ago and nobody said had arrived. */
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

/** That a seller order is, or may have become, other than it was. */
export type SellerOrderVersion = Readonly<{ id: SellerOrderId; sellerId: SellerId; version: number }>;

/** Reads seller orders for those who ship them. Each method is one statement. */
export interface SellerOrderReader {
  find(id: SellerOrderId): Promise<SellerOrderView | null>;
  /** In any order; those that exist and whose money was held. */
  findMany(ids: readonly SellerOrderId[]): Promise<readonly SellerOrderView[]>;
  /** What these sellers have in these orders. */
  inOrders(
    orderIds: readonly string[],
    sellerIds: readonly SellerId[],
  ): Promise<readonly SellerOrderVersion[]>;
  /** Of each seller what waits longest to be shipped and what was ordered last, so many of each. */
  present(sellerIds: readonly SellerId[], ofEach: number): Promise<readonly SellerOrderVersion[]>;
  /** Those whose money was held, by age; a page goes on after the id of the last one, whatever was added meanwhile. */
  list(filter: SellerOrderFilter, page: PageRequest): Promise<Page<SellerOrderView>>;
}
