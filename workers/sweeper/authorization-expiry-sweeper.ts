import { randomUUID } from 'node:crypto';

import type { DecideExpiringAuthorizationDependencies } from '../../core/payments/decide-expiring-authorization.js';
import { decideExpiringAuthorization } from '../../core/payments/decide-expiring-authorization.js';
import { EXPIRY_MARGIN_MS } from '../../core/checkout/capture/decide-payment-order.js';
import type { ExpiringAuthorizations } from '../../core/payments/ports.js';
import type { Logger } from '../../core/shared/logger.js';
import { startLoop } from './start-loop.js';

export type AuthorizationExpirySweeperDependencies = DecideExpiringAuthorizationDependencies &
  Readonly<{ expiringAuthorizations: ExpiringAuthorizations; logger: Logger }>;

/** A hold lasts days and the margin is a day; a look costs one indexed read. */
const POLL_INTERVAL_MS = 10_000;
const BATCH = 100;

/** Decides holds that end soon, and says so to operations. Any number of sweepers may run. */
export function startAuthorizationExpirySweeper(dependencies: AuthorizationExpirySweeperDependencies): {
  stop: () => Promise<void>;
} {
  return startLoop({
    everyMs: POLL_INTERVAL_MS,
    poll: async () => ((await sweepExpiringAuthorizations(dependencies)) === BATCH ? 'AGAIN' : 'DONE'),
    onError: (error) => dependencies.logger.warn({ event: 'authorization_expiry_sweeper.failed', error }),
  });
}

/** One look: how many holds ended soon, up to a batch. */
export async function sweepExpiringAuthorizations(
  dependencies: AuthorizationExpirySweeperDependencies,
): Promise<number> {
  const { expiringAuthorizations, logger } = dependencies;
  const ending = await expiringAuthorizations.list({ marginMs: EXPIRY_MARGIN_MS, limit: BATCH });
  const correlationId = `sweep-${randomUUID()}`;
  for (const orderId of ending) {
    const decision = await decideExpiringAuthorization(dependencies, { orderId, correlationId });
    if (decision !== null)
      logger.warn({ event: 'authorization.expiring', orderId, correlationId, ...decision });
  }
  return ending.length;
}
