import type { EntityDictionary, InferEntity } from '@mikro-orm/postgresql';
import { raw } from '@mikro-orm/postgresql';

import type { ApiKey, ApiKeyId } from '../../../core/identity/api-key.js';
import type { ApiKeys } from '../../../core/identity/ports.js';
import { parseId } from '../../../core/shared/ids.js';
import type { Scope } from '../../../core/identity/scope.js';
import type { Database } from '../database/database.js';
import { ApiKeyEntity } from './identity-entities.js';

type ApiKeyRecord = InferEntity<typeof ApiKeyEntity>;

/** Runs on every request with an API key, as one prepared statement. */
const USE = `
WITH found AS (
  SELECT id, scopes FROM api_key WHERE secret_hash = $1 AND revoked_at IS NULL
), noted AS (
  UPDATE api_key k SET last_used_at = now() FROM found
  WHERE k.id = found.id AND (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute')
)
SELECT id, scopes FROM found`;

/** API keys of services in Postgres. */
export function createApiKeyStore({ orm, pool }: Pick<Database, 'orm' | 'pool'>): ApiKeys {
  return {
    async add(key) {
      const em = orm.em.fork();
      const record = em.create(ApiKeyEntity, { ...key, scopes: [...key.scopes] });
      await em.persist(record).flush();
      return apiKeyFrom(record);
    },
    async revoke(id) {
      const em = orm.em.fork();
      const [row] = await em
        .createQueryBuilder(ApiKeyEntity)
        .update({ revokedAt: raw('coalesce(revoked_at, now())') })
        .where({ id })
        .returning('*')
        .execute<EntityDictionary<ApiKeyRecord>[]>('all');
      return row === undefined ? null : apiKeyFrom(em.map(ApiKeyEntity, row));
    },
    async use(secretHash) {
      const query = { name: 'api-key-use', text: USE, values: [secretHash] };
      const { rows } = await pool.query<{ id: ApiKeyId; scopes: readonly Scope[] }>(query);
      return rows[0] ?? null;
    },
    async list({ prefix, page: { first, after } }) {
      const afterId = after === null ? null : parseId('key', after);
      const begins = { [raw('starts_with(prefix, ?)', [prefix])]: [] };
      const where = afterId === null ? begins : { ...begins, id: { $lt: afterId } };
      const options = { orderBy: { id: 'desc' }, limit: first + 1 } as const;
      const records = await orm.em.fork().find(ApiKeyEntity, where, options);
      return { nodes: records.slice(0, first).map(apiKeyFrom), hasNextPage: records.length > first };
    },
    async revokedAmong(ids) {
      const keyIds = ids.map((id) => parseId('key', id)).filter((id) => id !== null);
      const where = { id: { $in: keyIds }, revokedAt: { $ne: null } };
      const records = await orm.em.fork().find(ApiKeyEntity, where, { fields: ['id'] });
      return records.map(({ id }) => id);
    },
  };
}

function apiKeyFrom(record: ApiKeyRecord): ApiKey {
  const { id, name, prefix, scopes, createdBy, createdAt, lastUsedAt, revokedAt } = record;
  const times = { createdAt, lastUsedAt: lastUsedAt ?? null, revokedAt: revokedAt ?? null };
  return { id, name, prefix, scopes, createdBy, ...times };
}
