import { openBoardQueues } from '../adapters/bullmq/board-queues.js';
import { QUEUE_PREFIX } from '../adapters/bullmq/queue-prefix.js';
import { createGuestTokens } from '../adapters/crypto/guest-tokens.js';
import { itemSheets } from '../adapters/csv/item-sheets.js';
import { receiptPdf } from '../adapters/pdf/receipt-pdf.js';
import { receiptPage } from '../adapters/receipts/receipt-page.js';
import { openDatabase } from '../adapters/postgres/database/database.js';
import { assertOutsideTransaction } from '../adapters/postgres/database/pg-transaction.js';
import { openStores } from '../adapters/postgres/open-stores.js';
import { openLiveChannel } from '../adapters/redis/live-channel.js';
import { openRateLimits } from '../adapters/redis/rate-limits.js';
import { redisOptions } from '../adapters/redis/redis-connection.js';
import { openRedisHealth } from '../adapters/redis/redis-health.js';
import { openPsp } from '../adapters/stripe/open-psp.js';
import { createLogger } from '../adapters/telemetry/logger.js';
import { commonDependencies, operationalRoutes } from '../adapters/telemetry/operational-routes.js';
import { createHttpServer } from '../adapters/process/create-http-server.js';
import type { RunningProcess } from '../adapters/process/run-until-stopped.js';
import { type Config, pspIdentityOf, publicUrlOf } from '../config/config.js';
import { isStripeKey } from '../config/stripe-keys.js';
import { itemDetailsReader } from '../core/catalog/item-details.js';
import { composeMoney } from '../core/composition/compose-money.js';
import { quotasWith } from '../core/limits/quotas.js';
import { savesCard } from '../core/checkout/authorization/plan-authorizations.js';
import type { Logger } from '../core/shared/logger.js';
import type { Application } from './application.js';
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
import { composeIdentity } from './identity/compose.js';
import { refreshCookie } from './identity/refresh-cookie.js';
import { bullBoard } from './ops/bull-board.js';
import { opsRoutes } from './ops/ops-routes.js';
import { opsSessions } from './ops/session.js';
import { bindUseCases } from './use-cases.js';

/** Composes the API and starts listening. The only API file that imports adapters. */
export async function startApi(config: Config): Promise<RunningProcess> {
  const logger = createLogger({ level: config.LOG_LEVEL, process: 'api' });
  const parts = await openParts(config, logger);
  const { database, stores, redisHealth, board, background, channel } = parts;
  const application = composeApplication(config, parts);
  const httpServer = createHttpServer();
  const addressOf = clientAddress(config.TRUST_PROXY);
  const schema = await createSchema();
  const apollo = await createGraphqlServer({
    schema,
    application,
    httpServer,
    isProduction: config.NODE_ENV === 'production',
    clientAddress: addressOf,
  });
  const isSecure = publicUrlOf(config).startsWith('https:');
  const sessions = opsSessions({ identity: parts.identity, isSecure });
  const app = createHttpApp({
    application,
    apollo,
    contextOf: async (request) => {
      const { actor } = await authenticate(application.authenticator, request.get('authorization'));
      return createContext(application, {
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
        isPspAway: parts.psp.isAway,
      }),
      readGauges: stores.readBacklogGauges,
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

/** Opens everything that `stop` has to close. */
async function openParts(config: Config, logger: Logger) {
  const database = await openDatabase({
    url: config.DATABASE_URL,
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: 'splitcart-api',
  });
  const onError = (error: Error) => logger.debug({ event: 'redis.away', reason: error.message });
  const channel = openLiveChannel({ url: config.REDIS_URL, onError });
  const stores = openStores(database);
  return {
    logger,
    database,
    stores,
    channel,
    live: openLiveSources({ announcements: channel, ...stores, logger }),
    redisHealth: openRedisHealth(config.REDIS_URL),
    rateLimits: openRateLimits({ url: config.REDIS_URL, quotas: quotasWith(config.RATE_LIMITS), onError }),
    board: openBoardQueues({ connection: redisOptions(config.REDIS_URL), prefix: QUEUE_PREFIX, logger }),
    background: createBackgroundWork(logger),
    identity: composeIdentity(config, { stores, logger }),
    psp: openPsp({
      secretKey: config.STRIPE_SECRET_KEY,
      apiBase: config.STRIPE_API_BASE ?? null,
      webhookSecrets: config.STRIPE_WEBHOOK_SECRET,
      mayCall: assertOutsideTransaction,
      logger,
    }),
  };
}

/** Binds the use cases to their adapters. */
function composeApplication(config: Config, parts: ApiParts): Application {
  const { stores, psp, channel, identity } = parts;
  const tokens = createGuestTokens(config.SESSION_SECRET);
  const money = composeMoney({
    ...{ ...stores, psp: psp.psp, pspIdentity: pspIdentityOf(config), tokens },
    ...{ live: channel, wakeUp: () => channel.wakeUp() },
    ...{ background: parts.background, jitter: Math.random, logger: parts.logger },
    pspBudgetMs: config.PSP_BUDGET_MS,
    captureStrategy: config.CAPTURE_STRATEGY,
    returnUrl: (orderId: string) => `${publicUrlOf(config)}/orders/${orderId}`,
  });
  return {
    useCases: bindUseCases({
      ...{ ...money, ...identity.ports, itemSheets },
      itemDetails: itemDetailsReader(drawnPictures),
    }),
    readers: stores,
    changes: parts.live.sources,
    ...{ tokens, authenticator: identity.authenticator, publicKeys: identity.publicKeys },
    webhooks: {
      verify: psp.verifyWebhook,
      store: (event) => stores.inbox.keep(event),
      announce: () => channel.wakeUp('webhooks'),
    },
    pspSettings: {
      provider: isStripeKey(config.STRIPE_SECRET_KEY) ? 'STRIPE' : 'SIMULATOR',
      publishableKey: config.STRIPE_PUBLISHABLE_KEY,
      apiBase: config.STRIPE_API_BASE ?? null,
      savesCard: savesCard(config.CAPTURE_STRATEGY),
    },
    ...{ receiptPage, receiptPdf, rateLimits: parts.rateLimits, logger: parts.logger },
  };
}
