import type { CapturePlans, PaymentOrders, PaymentReader, Refunds } from '../core/payments/ports.js';
import type { CartDependencies } from '../core/cart/change-cart.js';
import type { StockAdjustments } from '../core/inventory/ports.js';
import type { SellerOrderReader, Shipments } from '../core/fulfilment/ports.js';
import type {
  ItemEdits,
  ItemImports,
  Items,
  ItemSheets,
  Sellers,
  TermsEdits,
} from '../core/catalog/ports.js';
import type { ItemDetailsReader } from '../core/catalog/item-details.js';
import type { OrderHistories } from '../core/orders/order-history.js';
import type { LedgerReader } from '../core/ledger/ports.js';
import type { OrderCancellations, OrderOwners, OrderReader } from '../core/orders/ports.js';
import type { Receipt } from '../core/orders/receipt.js';
import type { PlaceOrderDependencies } from '../core/orders/place-order.js';
import type { ActivityLog } from '../core/operations/activity.js';
import type { Operations } from '../core/operations/ports.js';
import type { AuthorizePaymentDependencies } from '../core/payments/authorize-payment.js';
import type { ReceivedWebhook, WebhookInbox } from '../core/psp/webhook-inbox.js';
import type { RateLimits } from '../core/limits/rate-limits.js';
import type { SellerId, SellerOrderId } from '../core/shared/ids.js';
import type { Logger } from '../core/shared/logger.js';
import type { IdentityServices } from './identity/identity-services.js';

/** How the browser reaches the PSP. */
export type PspSettings = Readonly<{
  provider: 'STRIPE' | 'SIMULATOR';
  publishableKey: string;
  apiBase: string | null;
  savesCard: boolean;
}>;

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

/** Everything that the api's edges call; put together in `compose.ts`. */
export type ApiServices = CartDependencies &
  PlaceOrderDependencies &
  AuthorizePaymentDependencies &
  IdentityServices &
  Readonly<{
    items: Items;
    itemEdits: ItemEdits;
    itemDetails: ItemDetailsReader;
    terms: TermsEdits;
    itemImports: ItemImports;
    itemSheets: ItemSheets;
    sellers: Sellers;
    stock: StockAdjustments;
    ledger: LedgerReader;
    orderReader: OrderReader;
    histories: OrderHistories;
    orderOwners: OrderOwners;
    payments: PaymentReader;
    cancellations: OrderCancellations;
    /** The receipt as a page to read and to print. */
    receiptPage: (receipt: Receipt) => string;
    /** The receipt as a PDF file. */
    receiptPdf: (receipt: Receipt) => Promise<Buffer>;
    shipments: Shipments;
    paymentOrders: PaymentOrders;
    capturePlans: CapturePlans;
    sellerOrders: SellerOrderReader;
    orderChanges: OrderChanges;
    sellerOrderChanges: SellerOrderChanges;
    activity: ActivityLog;
    activityFeed: ActivityFeed;
    inbox: WebhookInbox;
    /** Wakes the workers for a webhook that was kept. */
    announceWebhook: () => void;
    operations: Operations;
    refunds: Refunds;
    /** The event when something of ours signed the raw body, otherwise null. */
    verifyWebhook: (rawBody: Buffer, signature: string) => ReceivedWebhook | null;
    pspSettings: PspSettings;
    rateLimits: RateLimits;
    logger: Logger;
  }>;
