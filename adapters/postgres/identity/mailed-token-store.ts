import type { Pool } from 'pg';

import type { MailedToken, MailedTokenId } from '../../../core/identity/mailed-token.js';
import type { MailedTokens } from '../../../core/identity/ports.js';
import type { AccountId } from '../../../core/shared/ids.js';
import { clientOf } from '../database/pg-transaction.js';

const ADD = `
INSERT INTO mailed_token (id, account_id, purpose, email, token_hash, expires_at)
SELECT $1, a.id, $3, a.email, $4, now() + $5 * interval '1 millisecond' FROM account a WHERE a.id = $2`;

const FIND = `
SELECT t.id, t.account_id, a.email, a.display_name, t.used_at IS NOT NULL AS is_used, t.expires_at <= now() AS is_expired
FROM mailed_token t JOIN account a ON a.id = t.account_id AND a.email = t.email
WHERE t.token_hash = $1 AND t.purpose = $2`;

const LOCK = `${FIND} FOR UPDATE OF a, t`;

const USE_UP = `
UPDATE mailed_token SET used_at = now() WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL`;

type Row = {
  id: MailedTokenId;
  account_id: AccountId;
  email: string;
  display_name: string;
  is_used: boolean;
  is_expired: boolean;
};

/** Mailed tokens in Postgres, stored as hashes. */
export function createMailedTokenStore(pool: Pool): MailedTokens {
  return {
    async add(tx, { id, accountId, purpose, tokenHash, lifetimeMs }) {
      const values = [id, accountId, purpose, tokenHash, lifetimeMs];
      await clientOf(tx).query({ name: 'mailed-token-add', text: ADD, values });
    },
    async find({ tokenHash, purpose }) {
      const query = { name: 'mailed-token-find', text: FIND, values: [tokenHash, purpose] };
      return tokenFrom((await pool.query<Row>(query)).rows[0]);
    },
    async lock(tx, { tokenHash, purpose }) {
      const query = { name: 'mailed-token-lock', text: LOCK, values: [tokenHash, purpose] };
      return tokenFrom((await clientOf(tx).query<Row>(query)).rows[0]);
    },
    async useUp(tx, accountId, purpose) {
      const query = { name: 'mailed-token-use-up', text: USE_UP, values: [accountId, purpose] };
      await clientOf(tx).query(query);
    },
  };
}

function tokenFrom(row: Row | undefined): MailedToken | null {
  if (row === undefined) return null;
  const { id, account_id: accountId, email, display_name: displayName } = row;
  return { id, accountId, email, displayName, isUsed: row.is_used, isExpired: row.is_expired };
}
