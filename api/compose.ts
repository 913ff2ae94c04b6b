import { createServer } from 'node:http';

import { openBoardQueues } from '../adapters/bullmq/board-queues.js';
import { QUEUE_PREFIX } from '../adapters/bullmq/queue-prefix.js';
import { createAccessTokens } from '../adapters/crypto/access-tokens.js';
import { createApiKeySecrets } from '../adapters/crypto/api-key-secrets.js';
import { createGuestTokens } from '../adapters/crypto/guest-tokens.js';
import { createMailedTokenSecrets } from '../adapters/crypto/mailed-tokens.js';
import { createPasswords } from '../adapters/crypto/passwords.js';
import { createRefreshTokens } from '../adapters/crypto/refresh-tokens.js';
import { createSigningKeys } from '../adapters/crypto/signing-keys.js';
import { itemSheets } from '../adapters/csv/item-sheets.js';
import { createAccountStore } from '../adapters/postgres/identity/account-store.js';
import { readBacklogGauges } from '../adapters/postgres/operations/backlog-reader.js';
import { createActivityLog } from '../adapters/postgres/operations/activity-reader.js';
import { createApiKeyStore } from '../adapters/postgres/identity/api-key-store.js';
import { receiptPdf } from '../adapters/pdf/receipt-pdf.js';
import { receiptPage } from '../adapters/receipts/receipt-page.js';
import { createCancellationStore } from '../adapters/postgres/orders/cancellation-store.js';
import { createCartStore } from '../adapters/postgres/cart/cart-store.js';
import { createItemStore, createSellerStore } from '../adapters/postgres/catalog/catalog-store.js';
import { createCheckoutStore } from '../adapters/postgres/checkout/checkout-store.js';
import { openDatabase } from '../adapters/postgres/database/database.js';
import { createIdempotencyStore } from '../adapters/postgres/idempotency/idempotency-store.js';
import { createItemEditStore } from '../adapters/postgres/catalog/item-edit-store.js';
import { createItemImportStore } from '../adapters/postgres/catalog/item-import-store.js';
import { createLedgerReader } from '../adapters/postgres/ledger/ledger-reader.js';
import { createMailStore } from '../adapters/postgres/mail/mail-store.js';
import { createMailedTokenStore } from '../adapters/postgres/identity/mailed-token-store.js';
import { createOrderHistoryReader } from '../adapters/postgres/orders/order-history-reader.js';
import { createOperationsStore } from '../adapters/postgres/operations/operations-store.js';
import { createOrderOwnerStore } from '../adapters/postgres/orders/order-owner-store.js';
import { createOrderPlacementStore } from '../adapters/postgres/orders/order-placement-store.js';
import { createOrderReader } from '../adapters/postgres/orders/order-reader.js';
import { createPaymentReader } from '../adapters/postgres/payments/payment-reader.js';
import {
  createCapturePlanReader,
  createPaymentOrderStore,
} from '../adapters/postgres/payments/payment-order-store.js';
import { createPspStepStore } from '../adapters/postgres/psp/psp-step-store.js';
import { createStockAdjustmentStore } from '../adapters/postgres/inventory/stock-adjustment-store.js';
import {
  createPgTransaction,
  assertOutsideTransaction,
} from '../adapters/postgres/database/pg-transaction.js';
import { createSellerOrderReader } from '../adapters/postgres/fulfilment/seller-order-reader.js';
import { createRefundStore } from '../adapters/postgres/payments/refund-store.js';
import { createSellerTermsStore } from '../adapters/postgres/catalog/seller-terms-store.js';
import { createSessionStore } from '../adapters/postgres/identity/session-store.js';
import { createShipmentStore } from '../adapters/postgres/fulfilment/shipment-store.js';
import { createSigningKeyStore } from '../adapters/postgres/identity/signing-key-store.js';
import { createWebhookInboxStore } from '../adapters/postgres/psp/webhook-inbox-store.js';
import { openLiveChannel } from '../adapters/redis/live-channel.js';
import { openRateLimits } from '../adapters/redis/rate-limits.js';
import { redisOptions } from '../adapters/redis/redis-connection.js';
import { openRedisHealth } from '../adapters/redis/redis-health.js';
import { openPspCircuit } from '../adapters/stripe/psp-circuit.js';
import { createStripeClient } from '../adapters/stripe/stripe-client.js';
import { createStripePsp } from '../adapters/stripe/stripe-psp.js';
import { verifyWebhook } from '../adapters/stripe/stripe-webhook.js';
import { createLogger } from '../adapters/telemetry/logger.js';
import { commonDependencies, operationalRoutes } from '../adapters/telemetry/operational-routes.js';
import type { RunningProcess } from '../adapters/process/run-until-stopped.js';
import { type Config, publicUrlOf } from '../config/config.js';
import { isStripeKey } from '../config/stripe-keys.js';
import { itemDetailsReader } from '../core/catalog/item-details.js';
import { credentialAuthenticator } from '../core/identity/authenticate-credential.js';
import { quotasWith } from '../core/limits/quotas.js';
import { bindCheckoutSteps } from '../core/checkout/checkout-steps.js';
import { savesCard } from '../core/checkout/authorization/plan-authorizations.js';
import type { Logger } from '../core/shared/logger.js';
import { createBackgroundWork } from './background.js';
import { authenticate } from './graphql/authenticate.js';
import { createContext } from './graphql/create-context.js';
import { createGraphqlServer } from './graphql/graphql-server.js';
import { openLiveSources } from './graphql/live/open-live-sources.js';
import { createSchema } from './graphql/schema.js';
import { clientAddress } from './http/client-address.js';
import { correlationIdOf } from './http/correlation.js';
import { createHttpApp } from './http/create-http-app.js';
import { drawnPictures } from './http/drawn-pictures.js';
import { composeExternal } from './identity/compose.js';
import type { IdentityServices } from './identity/identity-services.js';
import { refreshCookie } from './identity/refresh-cookie.js';
import { bullBoard } from './ops/bull-board.js';
import { opsRoutes } from './ops/ops-routes.js';
import { opsSessions } from './ops/session.js';
import type { ApiServices } from './services.js';

/** Puts the api together and starts listening. The only file of the api that names an adapter. */
export async function startApi(config: Config): Promise<RunningProcess> {
  const logger = createLogger({ level: config.LOG_LEVEL, process: 'api' });
  const parts = await openParts(config, logger);
  const { database, redisHealth, board, background, channel } = parts;
  const services = composeServices(config, parts);
  const httpServer = createServer();
  const addressOf = clientAddress(config.TRUST_PROXY);
  const schema = await createSchema();
  const apollo = await createGraphqlServer({
    schema,
    services,
    httpServer,
    isProduction: config.NODE_ENV === 'production',
    clientAddress: addressOf,
  });
  const isSecure = publicUrlOf(config).startsWith('https:');
  const sessions = opsSessions({ identity: services, isSecure });
  const app = createHttpApp({
    services,
    apollo,
    contextOf: async (request) => {
      const { actor } = await authenticate(services.authenticator, request.get('authorization'));
      return createContext(services, {
        actor,
        refreshCookie: refreshCookie(request, publicUrlOf(config)),
        correlationId: correlationIdOf(request.res),
        clientAddress: addressOf(request),
        live: null,
      });
    },
    operational: operationalRoutes({
      dependencies: commonDependencies({
        postgres: () => database.pool.query('SELECT 1'),
        redis: redisHealth.check,
        brokers: config.KAFKA_BROKERS ?? [],
        isPspAway: parts.circuit.isOpen,
      }),
      readGauges: () => readBacklogGauges(database.pool),
    }),
    ops: opsRoutes({
      sessions,
      board: bullBoard(board.queues),
      rateLimits: parts.rateLimits,
      addressOf,
      logger,
    }),
    webRoot: config.WEB_ROOT,
    trustProxy: config.TRUST_PROXY,
    connectTo: config.STRIPE_API_BASE === undefined ? [] : [config.STRIPE_API_BASE],
  });
  httpServer.on('request', app);
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(config.PORT, config.HOST, resolve);
  });
  logger.info({ event: 'api.listening', url: publicUrlOf(config) });

  return {
    logger,
    async stop() {
      await apollo.stop();
      await background.drain();
      parts.live.close();
      channel.close();
      parts.rateLimits.close();
      redisHealth.close();
      await board.close();
      await database.close();
    },
  };
}

type ApiParts = Awaited<ReturnType<typeof openParts>>;

/** Everything that has to be closed again. */
async function openParts(config: Config, logger: Logger) {
  const database = await openDatabase({
    url: config.DATABASE_URL,
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: 'splitcart-api',
  });
  const onError = (error: Error) => logger.debug({ event: 'redis.away', reason: error.message });
  const channel = openLiveChannel({ url: config.REDIS_URL, onError });
  const orderReader = createOrderReader(database.pool);
  const sellerOrders = createSellerOrderReader(database.pool);
  const activity = createActivityLog(database.pool);
  return {
    logger,
    database,
    channel,
    orderReader,
    sellerOrders,
    activity,
    live: openLiveSources({ announcements: channel, orderReader, sellerOrders, activity, logger }),
    redisHealth: openRedisHealth(config.REDIS_URL),
    rateLimits: openRateLimits({ url: config.REDIS_URL, quotas: quotasWith(config.RATE_LIMITS), onError }),
    board: openBoardQueues({ connection: redisOptions(config.REDIS_URL), prefix: QUEUE_PREFIX, logger }),
    background: createBackgroundWork(logger),
    circuit: openPspCircuit({ onChange: (isOpen) => logger.warn({ event: 'psp.circuit', isOpen }) }),
  };
}

function composeServices(config: Config, parts: ApiParts): ApiServices {
  const { logger, database, channel, orderReader, sellerOrders, background, circuit } = parts;
  const { pool, orm } = database;
  const apiBase = config.STRIPE_API_BASE ?? null;
  const stripe = createStripeClient({ secretKey: config.STRIPE_SECRET_KEY, apiBase });
  const moneyPorts = {
    transaction: createPgTransaction(pool),
    checkouts: createCheckoutStore(pool),
    steps: createPspStepStore(pool),
    psp: createStripePsp({ stripe, mayCall: assertOutsideTransaction, circuit }),
    live: channel,
    jitter: Math.random,
  };
  return {
    ...moneyPorts,
    checkoutSteps: bindCheckoutSteps(moneyPorts),
    idempotency: createIdempotencyStore(pool),
    carts: createCartStore(pool),
    items: createItemStore(database),
    itemEdits: createItemEditStore(database),
    itemDetails: itemDetailsReader(drawnPictures),
    terms: createSellerTermsStore(database),
    itemImports: createItemImportStore(),
    itemSheets,
    sellers: createSellerStore(orm),
    stock: createStockAdjustmentStore(pool),
    ledger: createLedgerReader(pool),
    orders: createOrderPlacementStore(),
    orderReader,
    payments: createPaymentReader(pool),
    cancellations: createCancellationStore(),
    receiptPage,
    receiptPdf,
    shipments: createShipmentStore(pool),
    paymentOrders: createPaymentOrderStore(pool),
    capturePlans: createCapturePlanReader(pool),
    sellerOrders,
    activity: parts.activity,
    ...parts.live.sources,
    histories: createOrderHistoryReader(pool),
    orderOwners: createOrderOwnerStore(pool),
    ...composeIdentity(config, parts),
    inbox: createWebhookInboxStore(pool),
    operations: createOperationsStore(pool),
    refunds: createRefundStore(pool),
    tokens: createGuestTokens(config.SESSION_SECRET),
    rateLimits: parts.rateLimits,
    wakeUp: () => channel.wakeUp(),
    announceWebhook: () => channel.wakeUp('webhooks'),
    background,
    pspBudgetMs: config.PSP_BUDGET_MS,
    captureStrategy: config.CAPTURE_STRATEGY,
    returnUrl: (orderId) => `${publicUrlOf(config)}/orders/${orderId}`,
    verifyWebhook: (rawBody, signature) =>
      verifyWebhook(stripe, { rawBody, signature, secrets: config.STRIPE_WEBHOOK_SECRET }),
    pspSettings: {
      provider: isStripeKey(config.STRIPE_SECRET_KEY) ? 'STRIPE' : 'SIMULATOR',
      publishableKey: config.STRIPE_PUBLISHABLE_KEY,
      apiBase,
      savesCard: savesCard(config.CAPTURE_STRATEGY),
    },
    logger,
  };
}

/** Accounts, sessions and their tokens. */
function composeIdentity(config: Config, parts: ApiParts): Omit<IdentityServices, 'transaction' | 'wakeUp'> {
  const { pool } = parts.database;
  const sessions = createSessionStore(pool);
  const secret = config.SESSION_SECRET;
  const keys = createSigningKeys({ store: createSigningKeyStore(pool), secret });
  const serviceKeys = { apiKeys: createApiKeyStore(parts.database), apiKeySecrets: createApiKeySecrets() };
  const accessTokens = createAccessTokens({ keys, issuer: publicUrlOf(config) });
  const { services: externalServices, external } = composeExternal(config, { pool, logger: parts.logger });
  return {
    accounts: createAccountStore(parts.database.orm),
    passwords: createPasswords(),
    sessions,
    accessTokens,
    refreshTokens: createRefreshTokens(secret),
    mails: createMailStore(pool),
    mailedTokens: createMailedTokenStore(pool),
    mailedTokenSecrets: createMailedTokenSecrets(secret),
    ...serviceKeys,
    ...externalServices,
    authenticator: credentialAuthenticator({ ...serviceKeys, accessTokens, sessions, external }),
    publicKeys: keys.publicKeys,
  };
}
