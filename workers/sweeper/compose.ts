import type { Database } from '../../adapters/postgres/database/database.js';
import { createLedgerSnapshotStore } from '../../adapters/postgres/ledger/ledger-snapshot-store.js';
import { createPendingFundStore } from '../../adapters/postgres/ledger/pending-fund-store.js';
import type { DeliverySweeperDependencies } from './delivery-sweeper.js';
import { startDeliverySweeper } from './delivery-sweeper.js';
import type { ExpirySweeperDependencies } from './expiry-sweeper.js';
import { startExpirySweeper } from './expiry-sweeper.js';
import { startFundsSweeper } from './funds-sweeper.js';
import type { AuthorizationExpirySweeperDependencies } from './authorization-expiry-sweeper.js';
import { startAuthorizationExpirySweeper } from './authorization-expiry-sweeper.js';
import { startSnapshotSweeper } from './snapshot-sweeper.js';

type SweeperDependencies = ExpirySweeperDependencies &
  AuthorizationExpirySweeperDependencies &
  DeliverySweeperDependencies;

/** Everything that time alone makes due. */
export function composeSweepers(
  dependencies: SweeperDependencies,
  { pool }: Database,
): {
  stop: () => Promise<void>;
} {
  const { logger } = dependencies;
  const sweepers = [
    startExpirySweeper(dependencies),
    startAuthorizationExpirySweeper(dependencies),
    startDeliverySweeper(dependencies),
    startFundsSweeper({ funds: createPendingFundStore(pool), logger }),
    startSnapshotSweeper({ snapshots: createLedgerSnapshotStore(pool), logger }),
  ];
  return {
    async stop() {
      await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
    },
  };
}
