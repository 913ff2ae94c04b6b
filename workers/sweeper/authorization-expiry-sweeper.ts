import { randomUUID } from 'node:crypto';

import type { DecideExpiringAuthorizationDependencies } from '../../core/payments/decide-expiring-authorization.js';
import { decideExpiringAuthorization } from '../../core/payments/decide-expiring-authorization.js';
import { EXPIRY_MARGIN_MS } from '../../core/checkout/capture/decide-payment-order.js';
import type { ExpiringAuthorizations } from '../../core/payments/ports.js';
import type { Logger } from '../../core/shared/logger.js';
import { startLoop } from './start-loop.js';

export type AuthorizationExpirySweeperDependencies = DecideExpiringAuthorizationDependencies &
  Readonly<{ expiringAuthorizations: ExpiringAuthorizations; logger: Logger }>;

/** An authorization lasts days and the margin is one day; a poll costs one indexed read. */
const POLL_INTERVAL_MS = 10_000;
const BATCH = 100;

/** Decides authorizations that expire soon and reports them to operations. Any number of sweepers may run. */
export function startAuthorizationExpirySweeper(dependencies: AuthorizationExpirySweeperDependencies): {
  stop: () => Promise<void>;
} {
  return startLoop({
    everyMs: POLL_INTERVAL_MS,
    poll: async () => ((await sweepExpiringAuthorizations(dependencies)) === BATCH ? 'AGAIN' : 'DONE'),
    onError: (error) => dependencies.logger.warn({ event: 'authorization_expiry_sweeper.failed', error }),
  });
}

/** Polls once; returns the number of orders with expiring authorizations, up to a batch. */
export async function sweepExpiringAuthorizations(
  dependencies: AuthorizationExpirySweeperDependencies,
): Promise<number> {
  const { expiringAuthorizations, logger } = dependencies;
  const expiring = await expiringAuthorizations.list({ marginMs: EXPIRY_MARGIN_MS, limit: BATCH });
  const correlationId = `sweep-${randomUUID()}`;
  for (const orderId of expiring) {
    const decision = await decideExpiringAuthorization(dependencies, { orderId, correlationId });
    if (decision !== null)
      logger.warn({ event: 'authorization.expiring', orderId, correlationId, ...decision });
  }
  return expiring.length;
}
