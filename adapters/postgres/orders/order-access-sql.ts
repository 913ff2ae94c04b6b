import type { OrderAccess } from '../../../core/checkout/model/order-access.js';

/** Whether the order `o` is the reader's own, by token ($2) or account ($3). */
export const IS_OWN = `coalesce(o.token_hash = $2 OR o.account_id = $3, false)`;

/** Whether the reader may reach the order `o`; the parameters are those of `accessValues`, from $2 on. */
export const IS_LET_IN = `(o.token_hash = $2 OR o.account_id = $3 OR $4::boolean)`;

/** $2 to $4. */
export function accessValues({ tokenHash, accountId, everyOrder }: OrderAccess): unknown[] {
  return [tokenHash, accountId, everyOrder];
}
