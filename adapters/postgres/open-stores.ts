import type { PoolClient } from 'pg';

import type { Carts } from '../../core/cart/ports.js';
import type { ItemEdits, ItemImports, Items, Sellers, TermsEdits } from '../../core/catalog/ports.js';
import type { Checkouts, CheckoutSets, KnownIntent } from '../../core/checkout/model/ports.js';
import type { FulfilmentList } from '../../core/fulfilment/confirmed-order.js';
import type { OverdueDeliveries, SellerOrderReader, Shipments } from '../../core/fulfilment/ports.js';
import type { IdempotencyRecords } from '../../core/idempotency/ports.js';
import type { ExternalIdentities, ExternalLogouts } from '../../core/identity/external-ports.js';
import type {
  Accounts,
  ApiKeys,
  MailedTokens,
  Sessions,
  SigningKeyStore,
} from '../../core/identity/ports.js';
import type { StockAdjustments } from '../../core/inventory/ports.js';
import type { LedgerReader, LedgerSnapshots, PendingFunds } from '../../core/ledger/ports.js';
import type { Mails } from '../../core/mail/ports.js';
import type { ActivityLog } from '../../core/operations/activity.js';
import type { Operations } from '../../core/operations/ports.js';
import type { OrderHistories } from '../../core/orders/order-history.js';
import type {
  OrderCancellations,
  OrderOwners,
  OrderPlacement,
  OrderReader,
  OverdueOrders,
} from '../../core/orders/ports.js';
import type {
  CapturePlans,
  ExpiringAuthorizations,
  PaymentOrders,
  PaymentReader,
  Refunds,
} from '../../core/payments/ports.js';
import type { PspSteps } from '../../core/psp/ports.js';
import type { WebhookInbox } from '../../core/psp/webhook-inbox.js';
import type { OutboxBacklog, OutboxFence } from '../../core/shared/event-publisher.js';
import type { Transaction } from '../../core/shared/transaction.js';
import type { Verifier } from '../../core/verification/ports.js';
import type { ConsumerInbox } from '../../sdk/consumer-inbox.js';
import type { GaugeReading } from '../telemetry/operational-routes.js';
import { createCartStore } from './cart/cart-store.js';
import { createItemStore, createSellerStore } from './catalog/catalog-store.js';
import { createItemEditStore } from './catalog/item-edit-store.js';
import { createItemImportStore } from './catalog/item-import-store.js';
import { createSellerTermsStore } from './catalog/seller-terms-store.js';
import { createCheckoutStore } from './checkout/checkout-store.js';
import type { Database } from './database/database.js';
import { createPgTransaction } from './database/pg-transaction.js';
import { fulfilmentList } from './fulfilment/fulfilment-store.js';
import { createOverdueDeliveryStore } from './fulfilment/overdue-delivery-store.js';
import { createSellerOrderReader } from './fulfilment/seller-order-reader.js';
import { createShipmentStore } from './fulfilment/shipment-store.js';
import { createIdempotencyStore } from './idempotency/idempotency-store.js';
import { createAccountStore } from './identity/account-store.js';
import { createApiKeyStore } from './identity/api-key-store.js';
import { createExternalIdentityStore } from './identity/external-identity-store.js';
import { createExternalLogoutStore } from './identity/external-logout-store.js';
import { createMailedTokenStore } from './identity/mailed-token-store.js';
import { createSessionStore } from './identity/session-store.js';
import { createSigningKeyStore } from './identity/signing-key-store.js';
import { createStockAdjustmentStore } from './inventory/stock-adjustment-store.js';
import { createLedgerReader } from './ledger/ledger-reader.js';
import { createLedgerSnapshotStore } from './ledger/ledger-snapshot-store.js';
import { createPendingFundStore } from './ledger/pending-fund-store.js';
import { createMailStore } from './mail/mail-store.js';
import { createActivityLog } from './operations/activity-reader.js';
import { readBacklogGauges } from './operations/backlog-reader.js';
import { createOperationsStore } from './operations/operations-store.js';
import { createCancellationStore } from './orders/cancellation-store.js';
import { createOrderHistoryReader } from './orders/order-history-reader.js';
import { createOrderOwnerStore } from './orders/order-owner-store.js';
import { createOrderPlacementStore } from './orders/order-placement-store.js';
import { createOrderReader } from './orders/order-reader.js';
import { createOverdueOrderStore } from './orders/overdue-order-store.js';
import { createConsumerInbox } from './outbox/consumer-inbox-store.js';
import { createOutboxFence, readOutboxBacklog } from './outbox/outbox-store.js';
import {
  createCapturePlanReader,
  createExpiringAuthorizationStore,
  createPaymentOrderStore,
} from './payments/payment-order-store.js';
import { createPaymentReader } from './payments/payment-reader.js';
import { createRefundStore } from './payments/refund-store.js';
import { createPspStepStore } from './psp/psp-step-store.js';
import { createWebhookInboxStore } from './psp/webhook-inbox-store.js';
import { createVerifier } from './verification/verifier.js';

/** Every port implemented by Postgres, under the name that use cases use. */
export type Stores = Readonly<{
  transaction: Transaction;
  idempotency: IdempotencyRecords;

  carts: Carts;
  items: Items;
  itemEdits: ItemEdits;
  itemImports: ItemImports;
  sellers: Sellers;
  terms: TermsEdits;
  stock: StockAdjustments;

  checkouts: Checkouts & CheckoutSets;
  steps: PspSteps;
  inbox: WebhookInbox<KnownIntent>;

  orders: OrderPlacement;
  orderReader: OrderReader;
  orderOwners: OrderOwners;
  histories: OrderHistories;
  overdue: OverdueOrders;
  cancellations: OrderCancellations;
  payments: PaymentReader;
  paymentOrders: PaymentOrders;
  capturePlans: CapturePlans;
  expiringAuthorizations: ExpiringAuthorizations;
  refunds: Refunds;
  sellerOrders: SellerOrderReader;
  shipments: Shipments;
  overdueDeliveries: OverdueDeliveries;
  fulfilmentList: FulfilmentList<PoolClient>;

  ledger: LedgerReader;
  ledgerSnapshots: LedgerSnapshots;
  pendingFunds: PendingFunds;

  accounts: Accounts;
  sessions: Sessions;
  apiKeys: ApiKeys;
  mailedTokens: MailedTokens;
  signingKeys: SigningKeyStore;
  externalIdentities: ExternalIdentities;
  externalLogouts: ExternalLogouts;
  mails: Mails;

  outboxFence: OutboxFence;
  consumerInbox: ConsumerInbox<PoolClient>;
  operations: Operations;
  activity: ActivityLog;
  verifier: Verifier;
  readOutboxBacklog: () => Promise<OutboxBacklog>;
  readBacklogGauges: () => Promise<readonly GaugeReading[]>;
}>;

/** The stores of one database, for processes, tests and benches. Opening them runs no query. */
export function openStores(database: Pick<Database, 'orm' | 'pool'>): Stores {
  const { orm, pool } = database;
  return {
    transaction: createPgTransaction(pool),
    idempotency: createIdempotencyStore(pool),

    carts: createCartStore(pool),
    items: createItemStore(database),
    itemEdits: createItemEditStore(database),
    itemImports: createItemImportStore(),
    sellers: createSellerStore(orm),
    terms: createSellerTermsStore(database),
    stock: createStockAdjustmentStore(pool),

    checkouts: createCheckoutStore(pool),
    steps: createPspStepStore(pool),
    inbox: createWebhookInboxStore(pool),

    orders: createOrderPlacementStore(),
    orderReader: createOrderReader(pool),
    orderOwners: createOrderOwnerStore(pool),
    histories: createOrderHistoryReader(pool),
    overdue: createOverdueOrderStore(pool),
    cancellations: createCancellationStore(),
    payments: createPaymentReader(pool),
    paymentOrders: createPaymentOrderStore(pool),
    capturePlans: createCapturePlanReader(pool),
    expiringAuthorizations: createExpiringAuthorizationStore(pool),
    refunds: createRefundStore(pool),
    sellerOrders: createSellerOrderReader(pool),
    shipments: createShipmentStore(pool),
    overdueDeliveries: createOverdueDeliveryStore(pool),
    fulfilmentList,

    ledger: createLedgerReader(pool),
    ledgerSnapshots: createLedgerSnapshotStore(pool),
    pendingFunds: createPendingFundStore(pool),

    accounts: createAccountStore(orm),
    sessions: createSessionStore(pool),
    apiKeys: createApiKeyStore(database),
    mailedTokens: createMailedTokenStore(pool),
    signingKeys: createSigningKeyStore(pool),
    externalIdentities: createExternalIdentityStore(pool),
    externalLogouts: createExternalLogoutStore(),
    mails: createMailStore(pool),

    outboxFence: createOutboxFence(pool),
    consumerInbox: createConsumerInbox(pool),
    operations: createOperationsStore(pool),
    activity: createActivityLog(pool),
    verifier: createVerifier(pool),
    readOutboxBacklog: () => readOutboxBacklog(pool),
    readBacklogGauges: () => readBacklogGauges(pool),
  };
}
