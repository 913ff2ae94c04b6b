import type { Cart, CartLine } from '../cart/cart.js';
import type { AuthorizationPlan } from '../checkout/authorization/plan-authorizations.js';
import type { PageRequest, PlacedPage } from '../shared/page.js';
import type { Quote } from '../cart/quote.js';
import type { NewStep } from '../psp/step.js';
import type { Cause } from '../shared/cause.js';
import type { DomainError } from '../shared/domain-error.js';
import type {
  AccountId,
  OrderId,
  PaymentId,
  PaymentIntentId,
  PaymentOrderId,
  SellerOrderId,
} from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Address } from './address.js';
import type { CancellationReason, Canceler } from '../checkout/model/cancellation-reason.js';
import type { AttemptIds } from '../checkout/authorization/order-answer.js';
import type { OrderSelection } from './order-list.js';
import type { OrderAccess } from '../checkout/model/order-access.js';
import type { OrderView } from './order-view.js';

/** The order does not exist, or the requester has no access to it. */
export type OrderNotFound = DomainError<'ORDER_NOT_FOUND'>;

export type OrderToInsert = Readonly<{
  order: AttemptIds;
  cart: Cart;
  quote: Quote;
  email: string;
  shipTo: Address;
  tokenHash: string;
  /** The owner; null for a guest's order. */
  accountId: AccountId | null;
  plan: AuthorizationPlan;
  /** Creates the intent at the PSP; leased by the request that places the order. */
  step: NewStep;
  by: Cause;
}>;

/** The writes of `placeOrder`, one statement each. */
export interface OrderPlacement {
  /** Reserves all lines or none, in item id order so that concurrent orders cannot deadlock. */
  reserveStock(tx: Tx, lines: readonly CartLine[]): Promise<boolean>;
  /** Writes order, lines, seller orders, reservations, payment, intent, step, OrderCreated and history. */
  insert(tx: Tx, order: OrderToInsert): Promise<void>;
}

/** The ownership of orders. Each method is one statement. */
export interface OrderOwners {
  /**
   * Assigns the order of this token to the account, with a history entry; returns the new version, or null when the
   * order does not exist or already has an owner.
   */
  adopt(adoption: {
    orderId: OrderId;
    tokenHash: string;
    accountId: AccountId;
    by: Cause;
  }): Promise<number | null>;
  /** The owner (null for a guest's order); null when no order has this id and token. */
  find(key: { orderId: OrderId; tokenHash: string }): Promise<{ accountId: AccountId | null } | null>;
  /** The recipient of an order's link: only the address the order was placed with. */
  findAddressee(
    orderNumber: string,
    email: string,
  ): Promise<{ orderId: OrderId; email: string; name: string } | null>;
}

/** Finds overdue unpaid orders. */
export interface OverdueOrders {
  /** Longest overdue first, by the database clock; excludes orders with an authorization in flight. */
  list(limit: number): Promise<readonly OrderId[]>;
}

export type OrderPartId = SellerOrderId | PaymentIntentId | PaymentOrderId;

/** Reads orders for display. */
export interface OrderReader {
  /** The whole order in one statement; null without access. */
  find(orderId: OrderId, access: OrderAccess): Promise<OrderView | null>;
  /** As `find`, by the order's payment. */
  findByPayment(paymentId: PaymentId, access: OrderAccess): Promise<OrderView | null>;
  /** As `find`, by a seller order, payment intent or payment order. */
  findByPart(part: OrderPartId, access: OrderAccess): Promise<OrderView | null>;
  /** Newest first; pages continue after a cursor, so new orders do not shift them. One statement. */
  list(selection: OrderSelection, page: PageRequest): Promise<PlacedPage<OrderView>>;
  /** The versions of the orders that exist, for detecting changes that were not announced. */
  versions(orderIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export type NewCancellation = Readonly<{
  orderId: OrderId;
  reason: CancellationReason;
  note: string;
  by: Canceler;
}>;

/** What a cancellation needs besides the checkout. Each method is one statement. */
export interface OrderCancellations {
  /** The seller orders with at least one shipped parcel, read under the order's lock. */
  shipped(tx: Tx, orderId: OrderId): Promise<readonly SellerOrderId[]>;
  /** Stores the reason in the canceling transaction; an order is canceled once. */
  add(tx: Tx, cancellation: NewCancellation): Promise<void>;
}
