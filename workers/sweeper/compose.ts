import type { LedgerSnapshots, PendingFunds } from '../../core/ledger/ports.js';
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
  DeliverySweeperDependencies &
  Readonly<{ pendingFunds: PendingFunds; ledgerSnapshots: LedgerSnapshots }>;

/** Composes all sweepers: work that becomes due by time alone. */
export function composeSweepers(dependencies: SweeperDependencies): {
  stop: () => Promise<void>;
} {
  const { pendingFunds, ledgerSnapshots, logger } = dependencies;
  const sweepers = [
    startExpirySweeper(dependencies),
    startAuthorizationExpirySweeper(dependencies),
    startDeliverySweeper(dependencies),
    startFundsSweeper({ funds: pendingFunds, logger }),
    startSnapshotSweeper({ snapshots: ledgerSnapshots, logger }),
  ];
  return {
    async stop() {
      await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
    },
  };
}
