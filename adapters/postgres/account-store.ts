import { hash, verify } from '@node-rs/argon2';
import type { Pool } from 'pg';

import type { Account, Accounts, Role } from '../../core/identity/account.js';
import type { AccountId } from '../../core/shared/ids.js';

const FIND_BY_EMAIL =
  'SELECT id, email, display_name, role, password_hash FROM account WHERE lower(email) = lower($1)';
const FIND = 'SELECT id, email, display_name, role, password_hash FROM account WHERE id = $1';

type Row = { id: AccountId; email: string; display_name: string; role: Role; password_hash: string };

/** Accounts in Postgres; passwords are Argon2id. */
export function createAccountStore(pool: Pool): Accounts {
  // Verified for unknown addresses, so that the time of an answer does not tell whether an address is known.
  const nobody = hash('no account has this password');
  return {
    async authenticate(email, password) {
      const { rows } = await pool.query<Row>({
        name: 'account-by-email',
        text: FIND_BY_EMAIL,
        values: [email],
      });
      const [row] = rows;
      const isRight = await verify(row?.password_hash ?? (await nobody), password);
      return row !== undefined && isRight ? accountFrom(row) : null;
    },
    async find(id) {
      const { rows } = await pool.query<Row>({ name: 'account-find', text: FIND, values: [id] });
      return rows[0] === undefined ? null : accountFrom(rows[0]);
    },
  };
}

function accountFrom({ id, email, display_name: displayName, role }: Row): Account {
  return { id, email, displayName, role };
}
