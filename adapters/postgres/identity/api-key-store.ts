import type { Pool } from 'pg';

import type { ApiKey, ApiKeyId } from '../../../core/identity/api-key.js';
import type { ApiKeys } from '../../../core/identity/ports.js';
import type { Scope } from '../../../core/identity/scope.js';
import type { AccountId } from '../../../core/shared/ids.js';

const COLUMNS = 'id, name, prefix, scopes, created_by, created_at, last_used_at, revoked_at';

const ADD = `
INSERT INTO api_key (id, name, prefix, secret_hash, scopes, created_by) VALUES ($1, $2, $3, $4, $5, $6)
RETURNING ${COLUMNS}`;

const REVOKE = `UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1 RETURNING ${COLUMNS}`;

const USE = `
WITH found AS (
  SELECT id, scopes FROM api_key WHERE secret_hash = $1 AND revoked_at IS NULL
), noted AS (
  UPDATE api_key k SET last_used_at = now() FROM found
  WHERE k.id = found.id AND (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute')
)
SELECT id, scopes FROM found`;

const LIST = `
SELECT ${COLUMNS} FROM api_key
WHERE starts_with(prefix, $1) AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;

const REVOKED_AMONG = 'SELECT id FROM api_key WHERE id = ANY ($1::text[]) AND revoked_at IS NOT NULL';

type Row = {
  id: ApiKeyId;
  name: string;
  prefix: string;
  scopes: readonly Scope[];
  created_by: AccountId;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

/** Keys of services in Postgres. */
export function createApiKeyStore(pool: Pool): ApiKeys {
  return {
    async add({ id, name, prefix, secretHash, scopes, createdBy }) {
      const values = [id, name, prefix, secretHash, scopes, createdBy];
      const { rows } = await pool.query<Row>({ name: 'api-key-add', text: ADD, values });
      const [row] = rows;
      if (row === undefined) throw new Error('the key that was inserted did not come back');
      return apiKeyFrom(row);
    },
    async revoke(id) {
      const { rows } = await pool.query<Row>({ name: 'api-key-revoke', text: REVOKE, values: [id] });
      return rows[0] === undefined ? null : apiKeyFrom(rows[0]);
    },
    async use(secretHash) {
      const query = { name: 'api-key-use', text: USE, values: [secretHash] };
      const { rows } = await pool.query<Pick<Row, 'id' | 'scopes'>>(query);
      return rows[0] ?? null;
    },
    async list({ prefix, page: { first, after } }) {
      const values = [prefix, after, first + 1];
      const { rows } = await pool.query<Row>({ name: 'api-key-list', text: LIST, values });
      return { nodes: rows.slice(0, first).map(apiKeyFrom), hasNextPage: rows.length > first };
    },
    async revokedAmong(ids) {
      const query = { name: 'api-key-revoked-among', text: REVOKED_AMONG, values: [ids] };
      return (await pool.query<{ id: string }>(query)).rows.map(({ id }) => id);
    },
  };
}

function apiKeyFrom(row: Row): ApiKey {
  const { id, name, prefix, scopes } = row;
  return {
    id,
    name,
    prefix,
    scopes,
    createdBy: row.created_by,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
