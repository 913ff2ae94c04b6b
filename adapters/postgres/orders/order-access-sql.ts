import type { OrderAccess } from '../../../core/checkout/model/order-access.js';

/** Whether the caller owns the order `o`, by token ($2) or account ($3). */
export const IS_OWN = `coalesce(o.token_hash = $2 OR o.account_id = $3, false)`;

/** Whether the caller may access the order `o`; the parameters are those of `accessValues`, from $2 on. */
export const HAS_ACCESS = `(o.token_hash = $2 OR o.account_id = $3 OR $4::boolean)`;

/** The values of $2 to $4. */
export function accessValues({ tokenHash, accountId, everyOrder }: OrderAccess): unknown[] {
  return [tokenHash, accountId, everyOrder];
}
