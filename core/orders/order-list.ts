import type { AccountId, SellerId } from '../shared/ids.js';
import type { OrderStatus } from '../checkout/model/order-states.js';

/** Orders that meet all of it; null leaves a condition out. */
export type OrderFilter = Readonly<{
  status: OrderStatus | null;
  /** Placed at or after. */
  from: Date | null;
  /** Placed before. */
  to: Date | null;
  /** With a part of this seller. */
  sellerId: SellerId | null;
  /** As `numberPrefixOf` makes it. */
  numberPrefix: string | null;
}>;

/** Of which orders a list is made: the owner's, or everybody's with the owner's marked as own. */
export type OrderSelection = Readonly<{
  ownerId: AccountId | null;
  isEveryones: boolean;
  filter: OrderFilter;
}>;

const DIGITS = /^[0-9A-HJKMNP-TV-Z]{1,8}$/;

/**
 * The beginning of an order number as people write it: in small letters, without the dash, with O for 0 and I or L for 1
 * (Crockford's rules). Null when no order number begins so.
 */
export function numberPrefixOf(written: string): string | null {
  const digits = written.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!DIGITS.test(digits)) return null;
  return digits.length > 4 ? `${digits.slice(0, 4)}-${digits.slice(4)}` : digits;
}
