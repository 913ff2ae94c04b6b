import type { ExpireOrderDependencies } from '../orders/expire-order.js';
import type { DecideExpiringAuthorizationDependencies } from '../payments/decide-expiring-authorization.js';
import type { Logger } from '../shared/logger.js';
import { composePspWork, type PspWork, type PspWorkPorts } from './psp-work.js';

/** What a process, test or bench supplies: stores, the PSP, and where changes are announced. */
export type MoneyParts = PspWorkPorts &
  ExpireOrderDependencies &
  DecideExpiringAuthorizationDependencies &
  Readonly<{ logger: Logger }>;

/** The parts, plus what runs steps and processes webhooks with them. */
export type Money<Parts extends MoneyParts> = Parts & PspWork;

/**
 * Composes the money path. The api, the workers, the model test and the benches pass different parts through the same
 * composition: anything only production composed would go untested.
 */
export function composeMoney<Parts extends MoneyParts>(parts: Parts): Money<Parts> {
  return { ...parts, ...composePspWork(parts) };
}
