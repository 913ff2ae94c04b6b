import type { OrderPartsFragment } from '../generated/graphql.js';

/** Order and payment count their own changes; neither may go back. */
export function isOlderOrder(incoming: OrderPartsFragment, current: OrderPartsFragment): boolean {
  return incoming.version < current.version || incoming.payment.version < current.payment.version;
}
