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

/** What is shown as it is kept. Whoever reads here decides first who may see it. */
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

/** How the browser reaches the PSP. */
export type PspSettings = Readonly<{
  provider: 'STRIPE' | 'SIMULATOR';
  publishableKey: string;
  apiBase: string | null;
  savesCard: boolean;
}>;

/** What becomes of a webhook when it comes in. */
export type Webhooks = Readonly<{
  /** The event when something of ours signed the raw body, otherwise null. */
  verify: (rawBody: Buffer, signature: string) => ReceivedWebhook | null;
  /** False when it was kept before. */
  keep: (event: ReceivedWebhook) => Promise<boolean>;
  /** Wakes the workers for one that was kept. */
  announce: () => void;
}>;

/** Everything that the api's edges call; put together in `compose.ts`. What changes something is a use case. */
export type Application = Readonly<{
  useCases: UseCases;
  readers: Readers;
  changes: LiveSources;
  /** The bearer tokens of guests. */
  tokens: GuestTokens;
  authenticator: Authenticator;
  /** The key set of our access tokens, as a JWKS lists them. */
  publicKeys: () => Promise<readonly object[]>;
  webhooks: Webhooks;
  /** The receipt as a page of HTML. */
  receiptPage: (receipt: Receipt) => string;
  /** The receipt as a PDF file. */
  receiptPdf: (receipt: Receipt) => Promise<Buffer>;
  pspSettings: PspSettings;
  rateLimits: RateLimits;
  logger: Logger;
}>;
