import type { Pool } from 'pg';

import type { Account, Role, StoredAccount } from '../../../core/identity/account.js';
import type { Accounts } from '../../../core/identity/ports.js';
import type { AccountId, SellerId } from '../../../core/shared/ids.js';
import { clientOf } from '../database/pg-transaction.js';

/** What every read of an account selects. The cast is for the driver, which does not know arrays of our domain. */
export const ACCOUNT_COLUMNS = `a.id, a.email, a.email_verified_at IS NOT NULL AS email_verified, a.display_name, a.role, a.password_hash,
  ARRAY(SELECT m.seller_id::text FROM seller_member m WHERE m.account_id = a.id ORDER BY m.seller_id) AS seller_ids`;

const FIND_BY_EMAIL = `SELECT ${ACCOUNT_COLUMNS} FROM account a
WHERE lower(a.email) = lower($1) AND a.password_hash IS NOT NULL`;
const FIND_WITH_PASSWORD = `
SELECT ${ACCOUNT_COLUMNS} FROM account a WHERE a.id = $1 AND a.password_hash IS NOT NULL`;
const FIND = `SELECT ${ACCOUNT_COLUMNS} FROM account a WHERE a.id = $1`;
const ADD = `
INSERT INTO account (id, email, display_name, role, password_hash) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (lower(email)) WHERE password_hash IS NOT NULL DO NOTHING`;
const SET_PASSWORD = 'UPDATE account SET password_hash = $2 WHERE id = $1';

const MARK_EMAIL_VERIFIED =
  'UPDATE account SET email_verified_at = now() WHERE id = $1 AND email_verified_at IS NULL';

export type AccountRow = {
  id: AccountId;
  email: string;
  email_verified: boolean;
  display_name: string;
  role: Role;
  password_hash: string;
  seller_ids: readonly SellerId[];
};

/** Accounts in Postgres. Those of an outside issuer have no password and are found by their id only. */
export function createAccountStore(pool: Pool): Accounts {
  const findOne = async (name: string, text: string, value: string): Promise<StoredAccount | null> => {
    const { rows } = await pool.query<AccountRow>({ name, text, values: [value] });
    const [row] = rows;
    return row === undefined ? null : { account: accountFrom(row), passwordHash: row.password_hash };
  };
  return {
    findByEmail: (email) => findOne('account-by-email', FIND_BY_EMAIL, email),
    findWithPassword: (id) => findOne('account-with-password', FIND_WITH_PASSWORD, id),
    async find(id) {
      return (await findOne('account-find', FIND, id))?.account ?? null;
    },
    async add(tx, { account: { id, email, displayName, role }, passwordHash }) {
      const values = [id, email, displayName, role, passwordHash];
      const { rowCount } = await clientOf(tx).query({ name: 'account-add', text: ADD, values });
      return rowCount === 1;
    },
    async setPassword(tx, id, passwordHash) {
      const query = { name: 'account-set-password', text: SET_PASSWORD, values: [id, passwordHash] };
      await clientOf(tx).query(query);
    },
    async markEmailVerified(tx, id) {
      const query = { name: 'account-mark-email-verified', text: MARK_EMAIL_VERIFIED, values: [id] };
      await clientOf(tx).query(query);
    },
  };
}

export function accountFrom(row: AccountRow): Account {
  const { id, email, display_name: displayName, role, seller_ids: sellerIds } = row;
  return { id, email, emailVerified: row.email_verified, displayName, role, sellerIds };
}
