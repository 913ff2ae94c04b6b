import type { OrderPartsFragment } from '../generated/graphql.js';

/** Order and payment have separate versions; neither may go backwards. */
export function isOlderOrder(incoming: OrderPartsFragment, current: OrderPartsFragment): boolean {
  return incoming.version < current.version || incoming.payment.version < current.payment.version;
}
