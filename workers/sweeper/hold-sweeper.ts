import { randomUUID } from 'node:crypto';

import type { DecideEndingHoldDependencies } from '../../core/payments/decide-ending-hold.js';
import { decideEndingHold } from '../../core/payments/decide-ending-hold.js';
import { EXPIRY_MARGIN_MS } from '../../core/checkout/capture/decide-share.js';
import type { EndingHolds } from '../../core/payments/ports.js';
import type { Logger } from '../../core/shared/logger.js';
import { startLoop } from './start-loop.js';

export type HoldSweeperDependencies = DecideEndingHoldDependencies &
  Readonly<{ endingHolds: EndingHolds; logger: Logger }>;

/** A hold lasts days and the margin is a day; a look costs one indexed read. */
const LOOK_AT_HOLDS_MS = 10_000;
const BATCH = 100;

/** Decides holds that end soon, and says so to operations. Any number of sweepers may run. */
export function startHoldSweeper(dependencies: HoldSweeperDependencies): { stop: () => Promise<void> } {
  return startLoop({
    everyMs: LOOK_AT_HOLDS_MS,
    look: async () => ((await sweepEndingHolds(dependencies)) === BATCH ? 'AGAIN' : 'DONE'),
    onError: (error) => dependencies.logger.warn({ event: 'hold_sweeper.failed', error }),
  });
}

/** One look: how many holds ended soon, up to a batch. */
export async function sweepEndingHolds(dependencies: HoldSweeperDependencies): Promise<number> {
  const { endingHolds, logger } = dependencies;
  const ending = await endingHolds.list({ marginMs: EXPIRY_MARGIN_MS, limit: BATCH });
  const correlationId = `sweep-${randomUUID()}`;
  for (const orderId of ending) {
    const decision = await decideEndingHold(dependencies, { orderId, correlationId });
    if (decision !== null) logger.warn({ event: 'hold.ends_soon', orderId, correlationId, ...decision });
  }
  return ending.length;
}
