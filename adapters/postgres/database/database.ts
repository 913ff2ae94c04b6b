import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { PostgresDialect } from 'kysely';
import { Pool } from 'pg';

import { ItemEntity, SellerEntity, StockEntity } from '../catalog/catalog-entities.js';
import { M0001Shop } from '../migrations/m0001-shop.js';
import { M0002Payments } from '../migrations/m0002-payments.js';
import { M0003Identity } from '../migrations/m0003-identity.js';
import { M0004Quote } from '../migrations/m0004-quote.js';
import { M0006Expiry } from '../migrations/m0006-expiry.js';
import { M0007ApiKeys } from '../migrations/m0007-api-keys.js';
import { M0008CatalogSearch } from '../migrations/m0008-catalog-search.js';
import { M0009StockAdjustment } from '../migrations/m0009-stock-adjustment.js';
import { M0012Ownership } from '../migrations/m0012-ownership.js';
import { M0010Mail } from '../migrations/m0010-mail.js';
import { M0014CatalogEdits } from '../migrations/m0014-catalog-edits.js';
import { M0013Shipment } from '../migrations/m0013-shipment.js';
import { M0011Oidc } from '../migrations/m0011-oidc.js';
import { M0016Ledger } from '../migrations/m0016-ledger.js';
import { M0018OperatorAction } from '../migrations/m0018-operator-action.js';
import { M0015Capture } from '../migrations/m0015-capture.js';
import { M0019ExternalSession } from '../migrations/m0019-external-session.js';
import { M0021OrderLink } from '../migrations/m0021-order-link.js';
import { M0019Refund } from '../migrations/m0019-refund.js';
import { M0020Cancellation } from '../migrations/m0020-cancellation.js';
import { M0021HistoryIndexes } from '../migrations/m0021-history-indexes.js';
import { M0022CommissionTerms } from '../migrations/m0022-commission-terms.js';
import { M0024BacklogIndexes } from '../migrations/m0024-backlog-indexes.js';
import { M0025Holds } from '../migrations/m0025-holds.js';
import { M0026Restock } from '../migrations/m0026-restock.js';
import { M0031FailedRefunds } from '../migrations/m0031-failed-refunds.js';
import { M0032FulfilmentCanceled } from '../migrations/m0032-fulfilment-canceled.js';
import { M0030LedgerSnapshots } from '../migrations/m0030-ledger-snapshots.js';
import { M0028OpsActivity } from '../migrations/m0028-ops-activity.js';
import { M0027WebhookClaim } from '../migrations/m0027-webhook-claim.js';
import { M0033CostsOfHistory } from '../migrations/m0033-costs-of-history.js';
import { M0034PspSteps } from '../migrations/m0034-psp-steps.js';
import { M0035Delivery } from '../migrations/m0035-delivery.js';
import { M0029LedgerCheck } from '../migrations/m0029-ledger-check.js';

export type DatabaseSettings = Readonly<{
  url: string;
  poolMax: number;
  /** Shown in pg_stat_activity, so that operations see whose connection it is. */
  applicationName: string;
}>;

/** The database: one connection pool of ours, which MikroORM and the hand-written statements of the money path share. */
export type Database = Readonly<{ orm: MikroORM; pool: Pool; close: () => Promise<void> }>;

/** Connects. Throws when the database cannot be reached. */
export async function openDatabase({ url, poolMax, applicationName }: DatabaseSettings): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: poolMax,
    application_name: applicationName,
    keepAlive: true,
  });
  // A connection that the server drops while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Likewise while a transaction has it: the statement under way fails, and that is what the caller hears of it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [SellerEntity, ItemEntity, StockEntity],
    extensions: [Migrator],
    migrations: {
      migrationsList: [
        { name: 'm0001-shop', class: M0001Shop },
        { name: 'm0002-payments', class: M0002Payments },
        { name: 'm0003-identity', class: M0003Identity },
        { name: 'm0004-quote', class: M0004Quote },
        { name: 'm0006-expiry', class: M0006Expiry },
        { name: 'm0007-api-keys', class: M0007ApiKeys },
        { name: 'm0008-catalog-search', class: M0008CatalogSearch },
        { name: 'm0009-stock-adjustment', class: M0009StockAdjustment },
        { name: 'm0012-ownership', class: M0012Ownership },
        { name: 'm0010-mail', class: M0010Mail },
        { name: 'm0014-catalog-edits', class: M0014CatalogEdits },
        { name: 'm0013-shipment', class: M0013Shipment },
        { name: 'm0011-oidc', class: M0011Oidc },
        { name: 'm0016-ledger', class: M0016Ledger },
        { name: 'm0018-operator-action', class: M0018OperatorAction },
        { name: 'm0015-capture', class: M0015Capture },
        { name: 'm0019-external-session', class: M0019ExternalSession },
        { name: 'm0021-order-link', class: M0021OrderLink },
        { name: 'm0019-refund', class: M0019Refund },
        { name: 'm0020-cancellation', class: M0020Cancellation },
        { name: 'm0021-history-indexes', class: M0021HistoryIndexes },
        { name: 'm0022-commission-terms', class: M0022CommissionTerms },
        { name: 'm0024-backlog-indexes', class: M0024BacklogIndexes },
        { name: 'm0025-holds', class: M0025Holds },
        { name: 'm0026-restock', class: M0026Restock },
        { name: 'm0030-ledger-snapshots', class: M0030LedgerSnapshots },
        { name: 'm0028-ops-activity', class: M0028OpsActivity },
        { name: 'm0027-webhook-claim', class: M0027WebhookClaim },
        { name: 'm0029-ledger-check', class: M0029LedgerCheck },
        { name: 'm0031-failed-refunds', class: M0031FailedRefunds },
        { name: 'm0032-fulfilment-canceled', class: M0032FulfilmentCanceled },
        { name: 'm0033-costs-of-history', class: M0033CostsOfHistory },
        { name: 'm0034-psp-steps', class: M0034PspSteps },
        { name: 'm0035-delivery', class: M0035Delivery },
      ],
      tableName: 'schema_migration',
      snapshot: false,
      transactional: true,
    },
    allowGlobalContext: false,
    driverOptions: new PostgresDialect({ pool }),
    logger: () => undefined,
  });
  await orm.connect();
  return { orm, pool, close: () => orm.close(true) };
}

/** Brings the schema up to the newest migration. Safe to run from several processes at once. */
export async function migrate({ orm, pool }: Database): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await orm.migrator.up();
    return applied.map(({ name }) => name);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    client.release();
  }
}

/** Any number will do, as long as nothing else in this database locks it. */
const MIGRATION_LOCK = 7_261_002;
