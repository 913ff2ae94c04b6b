import type { Account, Role } from '../../../core/identity/account.js';
import type { AccountId, SellerId } from '../../../core/shared/ids.js';

/**
 * Columns of an account `a` for the statements that authenticate a credential. The cast is for the driver, which cannot
 * parse arrays of our domain type.
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

/** Maps a row to an account. */
export function accountFrom(row: AccountRow): Account {
  const { id, email, display_name: displayName, role, seller_ids: sellerIds } = row;
  return { id, email, emailVerified: row.email_verified, displayName, role, sellerIds };
}
