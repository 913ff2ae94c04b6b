import type { AccountId, SellerId } from '../shared/ids.js';
import type { OrderStatus } from '../checkout/model/order-states.js';

/** Orders that match every condition; null omits a condition. */
export type OrderFilter = Readonly<{
  status: OrderStatus | null;
  /** Placed at or after. */
  from: Date | null;
  /** Placed before. */
  to: Date | null;
  /** With a seller order of this seller. */
  sellerId: SellerId | null;
  /** As returned by `numberPrefixOf`. */
  numberPrefix: string | null;
}>;

/** The orders that a list covers: the owner's, or everyone's with the owner's marked as own. */
export type OrderSelection = Readonly<{
  ownerId: AccountId | null;
  isEveryones: boolean;
  filter: OrderFilter;
}>;

const DIGITS = /^[0-9A-HJKMNP-TV-Z]{1,8}$/;

/**
 * Parses the beginning of an order number as people type it: in lower case, without the dash, with O for 0 and I or L
 * for 1 (Crockford's rules). Null when no order number can start this way.
 */
export function numberPrefixOf(written: string): string | null {
  const digits = written.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!DIGITS.test(digits)) return null;
  return digits.length > 4 ? `${digits.slice(0, 4)}-${digits.slice(4)}` : digits;
}
