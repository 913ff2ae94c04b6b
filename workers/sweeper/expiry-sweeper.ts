import { randomUUID } from 'node:crypto';

import type { ExpireOrderDependencies } from '../../core/orders/expire-order.js';
import { expireOrder } from '../../core/orders/expire-order.js';
import type { OverdueOrders } from '../../core/orders/ports.js';
import type { Logger } from '../../core/shared/logger.js';
import { startLoop } from './start-loop.js';

export type ExpirySweeperDependencies = ExpireOrderDependencies &
  Readonly<{ overdue: OverdueOrders; logger: Logger }>;

/** An order may expire this late; nobody waits for it. */
const POLL_INTERVAL_MS = 1_000;
const BATCH = 100;

/** Expires overdue unpaid orders. Any number of sweepers may run: the order's lock decides between them. */
export function startExpirySweeper(dependencies: ExpirySweeperDependencies): { stop: () => Promise<void> } {
  return startLoop({
    everyMs: POLL_INTERVAL_MS,
    poll: async () => ((await sweepExpired(dependencies)) === BATCH ? 'AGAIN' : 'DONE'),
    onError: (error) => dependencies.logger.warn({ event: 'expiry_sweeper.failed', error }),
  });
}

/** Polls once; returns the number of overdue orders, up to a batch. */
export async function sweepExpired(dependencies: ExpirySweeperDependencies): Promise<number> {
  const overdue = await dependencies.overdue.list(BATCH);
  const correlationId = `sweep-${randomUUID()}`;
  for (const orderId of overdue) {
    const outcome = await expireOrder(dependencies, { orderId, correlationId });
    if (outcome === 'EXPIRED') dependencies.logger.info({ event: 'order.expired', orderId, correlationId });
  }
  return overdue.length;
}
