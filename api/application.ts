import type { Carts } from '../core/cart/ports.js';
import type { Items, Sellers } from '../core/catalog/ports.js';
import type { ReceivedWebhook } from '../core/psp/webhook-inbox.js';
import type { SellerOrderReader } from '../core/fulfilment/ports.js';
import type { GuestTokens } from '../core/identity/guest-tokens.js';
import type { Accounts, ApiKeys, Authenticator } from '../core/identity/ports.js';
import type { LedgerReader } from '../core/ledger/ports.js';
import type { RateLimits } from '../core/limits/rate-limits.js';
import type { ActivityLog } from '../core/operations/activity.js';
import type { Operations } from '../core/operations/ports.js';
import type { OrderHistories } from '../core/orders/order-history.js';
import type { OrderReader } from '../core/orders/ports.js';
import type { Receipt } from '../core/orders/receipt.js';
import type { CapturePlans, PaymentReader } from '../core/payments/ports.js';
import type { Logger } from '../core/shared/logger.js';
import type { LiveSources } from './graphql/live/live-sources.js';
import type { UseCases } from './use-cases.js';

/** Read-only stores. The caller of a reader checks access first. */
export type Readers = Readonly<{
  accounts: Pick<Accounts, 'find'>;
  apiKeys: Pick<ApiKeys, 'list'>;
  carts: Pick<Carts, 'find'>;
  items: Items;
  sellers: Sellers;
  orderReader: OrderReader;
  histories: OrderHistories;
  payments: PaymentReader;
  capturePlans: CapturePlans;
  sellerOrders: SellerOrderReader;
  ledger: LedgerReader;
  operations: Pick<Operations, 'stuckSteps' | 'webhookEvents' | 'actions' | 'findSteps' | 'findWebhooks'>;
  activity: ActivityLog;
}>;

/** PSP settings that the browser needs. */
export type PspSettings = Readonly<{
  provider: 'STRIPE' | 'SIMULATOR';
  publishableKey: string;
  apiBase: string | null;
  savesCard: boolean;
}>;

/** Receives webhooks from the PSP. */
export type Webhooks = Readonly<{
  /** The event when the signature over the raw body is valid, otherwise null. */
  verify: (rawBody: Buffer, signature: string) => ReceivedWebhook | null;
  /** Stores the event; false when it is a duplicate. */
  store: (event: ReceivedWebhook) => Promise<boolean>;
  /** Wakes the workers after a new event is stored. */
  announce: () => void;
}>;

/** Everything the API edges call, composed in `compose.ts`. Every write is a use case. */
export type Application = Readonly<{
  useCases: UseCases;
  readers: Readers;
  changes: LiveSources;
  /** Signs and verifies bearer tokens of guests. */
  tokens: GuestTokens;
  authenticator: Authenticator;
  /** Public keys that verify our access tokens, as JWKs. */
  publicKeys: () => Promise<readonly object[]>;
  webhooks: Webhooks;
  /** Renders the receipt as HTML. */
  receiptPage: (receipt: Receipt) => string;
  /** Renders the receipt as PDF. */
  receiptPdf: (receipt: Receipt) => Promise<Buffer>;
  pspSettings: PspSettings;
  rateLimits: RateLimits;
  logger: Logger;
}>;
