import type { ExpireOrderDependencies } from '../orders/expire-order.js';
import type { DecideExpiringAuthorizationDependencies } from '../payments/decide-expiring-authorization.js';
import type { Logger } from '../shared/logger.js';
import { composePspWork, type PspWork, type PspWorkPorts } from './psp-work.js';

/** What a process, a test or a bench hands in: where it is kept, whom it calls, who hears of it. */
export type MoneyParts = PspWorkPorts &
  ExpireOrderDependencies &
  DecideExpiringAuthorizationDependencies &
  Readonly<{ logger: Logger }>;

/** The parts, and what runs steps and processes webhooks on them. */
export type Money<Parts extends MoneyParts> = Parts & PspWork;

/**
 * Puts the money path together, the same for everybody: the api, the workers, the model test and the benches differ in the
 * parts that they hand in, never in what is made of them. What only production composed would be tested by nobody.
 */
export function composeMoney<Parts extends MoneyParts>(parts: Parts): Money<Parts> {
  return { ...parts, ...composePspWork(parts) };
}
