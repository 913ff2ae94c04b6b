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

/** There is no such order, or whoever asks has no access to it. */
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
  /** Has the PSP create the intent; leased by the request that places the order. */
  step: NewStep;
  by: Cause;
}>;

/** Writes of `placeOrder`; one statement each. */
export interface OrderPlacement {
  /** Reserves all lines or none, in the order of the item ids so that two orders never wait for each other in a circle. */
  reserveStock(tx: Tx, lines: readonly CartLine[]): Promise<boolean>;
  /** Order, lines, seller orders, reservations, payment, intent, step, OrderCreated and history. */
  insert(tx: Tx, order: OrderToInsert): Promise<void>;
}

/** Whose order it is. Each method is one statement. */
export interface OrderOwners {
  /** Gives the order of this token to the account, with its entry in the history; null when it is not a guest's, or not there. */
  adopt(adoption: {
    orderId: OrderId;
    tokenHash: string;
    accountId: AccountId;
    by: Cause;
  }): Promise<number | null>;
  /** The owner, null for a guest's order; null in all when there is no such order with this token. */
  find(key: { orderId: OrderId; tokenHash: string }): Promise<{ accountId: AccountId | null } | null>;
  /** To whom the link of an order may be mailed: only to the address that it was placed with. */
  findAddressee(
    orderNumber: string,
    email: string,
  ): Promise<{ orderId: OrderId; email: string; name: string } | null>;
}

/** Finds unpaid orders whose time is over. */
export interface OverdueOrders {
  /** The longest overdue first, by the database's clock; without those whose bank is being asked. */
  list(limit: number): Promise<readonly OrderId[]>;
}

export type OrderPartId = SellerOrderId | PaymentIntentId | PaymentOrderId;

/** Reads orders for people. */
export interface OrderReader {
  /** The whole order in one statement; null unless the access lets in. */
  find(orderId: OrderId, access: OrderAccess): Promise<OrderView | null>;
  /** As `find`, found by the order's payment. */
  findByPayment(paymentId: PaymentId, access: OrderAccess): Promise<OrderView | null>;
  /** As `find`, found by a part of the order: a seller order, an attempt to pay, or a seller's share. */
  findByPart(part: OrderPartId, access: OrderAccess): Promise<OrderView | null>;
  /** Newest first; a page goes on after a place, whatever was placed meanwhile. One statement. */
  list(selection: OrderSelection, page: PageRequest): Promise<PlacedPage<OrderView>>;
  /** Versions of the orders that exist, to notice changes where nothing announces them. */
  versions(orderIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export type NewCancellation = Readonly<{
  orderId: OrderId;
  reason: CancellationReason;
  note: string;
  by: Canceler;
}>;

/** What calling an order off needs besides the checkout. Each method is one statement. */
export interface OrderCancellations {
  /** The seller orders of which a parcel was sent, as they are under the order's lock. */
  shipped(tx: Tx, orderId: OrderId): Promise<readonly SellerOrderId[]>;
  /** Keeps the reason, in the transaction that calls the order off; an order is canceled once. */
  add(tx: Tx, cancellation: NewCancellation): Promise<void>;
}
