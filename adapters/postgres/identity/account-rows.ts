import type { Account, Role } from '../../../core/identity/account.js';
import type { AccountId, SellerId } from '../../../core/shared/ids.js';

/**
 * What hand-written reads of an account `a` select: those that find out with one statement whose credential it is. The
 * cast is for the driver, which does not know arrays of our domain.
 */
export const ACCOUNT_COLUMNS = `a.id, a.email, a.email_verified_at IS NOT NULL AS email_verified, a.display_name, a.role,
  ARRAY(SELECT m.seller_id::text FROM seller_member m WHERE m.account_id = a.id ORDER BY m.seller_id) AS seller_ids`;

export type AccountRow = {
  id: AccountId;
  email: string;
  email_verified: boolean;
  display_name: string;
  role: Role;
  seller_ids: readonly SellerId[];
};

/** The account of a row. */
export function accountFrom(row: AccountRow): Account {
  const { id, email, display_name: displayName, role, seller_ids: sellerIds } = row;
  return { id, email, emailVerified: row.email_verified, displayName, role, sellerIds };
}
