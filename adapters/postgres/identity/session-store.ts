import type { Pool } from 'pg';

import type { Sessions } from '../../../core/identity/ports.js';
import type { SessionId } from '../../../core/identity/session.js';
import { LOGOUT_MEMORY_HOURS } from '../../../core/identity/external-token.js';
import {
  EXTERNAL_SESSION_HOURS,
  SESSION_IDLE_DAYS,
  SESSION_MAX_DAYS,
} from '../../../core/identity/session.js';
import type { AccountId } from '../../../core/shared/ids.js';
import { ACCOUNT_COLUMNS, accountFrom, type AccountRow } from './account-rows.js';
import { clientOf } from '../database/pg-transaction.js';

const ADD = `
INSERT INTO account_session (id, account_id, expires_at, external_issuer, external_sid)
VALUES ($1, $2, now() + $3 * interval '1 millisecond', $4, $5)
RETURNING expires_at`;

const LOCK = `
SELECT id, account_id, generation, refreshed_at, expires_at, ended_at IS NOT NULL AS is_ended, clock_timestamp() AS as_of
FROM account_session WHERE id = $1 FOR UPDATE`;

const ADVANCE = `
UPDATE account_session SET generation = generation + 1, refreshed_at = clock_timestamp(),
  expires_at = CASE WHEN external_issuer IS NULL
    THEN least(now() + interval '${SESSION_IDLE_DAYS} days', created_at + interval '${SESSION_MAX_DAYS} days')
    ELSE created_at + interval '${EXTERNAL_SESSION_HOURS} hours' END
WHERE id = $1 RETURNING generation, expires_at`;

const END = 'UPDATE account_session SET ended_at = now(), end_reason = $2 WHERE id = $1 AND ended_at IS NULL';

const END_ALL = `
WITH tokens_of_issuer AS (
  INSERT INTO external_logout (issuer, token_id, subject, logged_out_at, forget_at)
  SELECT issuer, 'ours:' || gen_random_uuid(), subject, now(), now() + interval '${LOGOUT_MEMORY_HOURS} hours'
  FROM external_identity WHERE account_id = $1 AND $3::text IS NULL
)
UPDATE account_session SET ended_at = now(), end_reason = $2
WHERE account_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3::text`;

const FIND_ACCOUNT = `
SELECT ${ACCOUNT_COLUMNS} FROM account_session s JOIN account a ON a.id = s.account_id
WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > now()`;

const ENDED_AMONG = `
SELECT given.id FROM unnest($1::text[]) AS given (id)
WHERE NOT EXISTS (SELECT FROM account_session s WHERE s.id = given.id AND s.ended_at IS NULL AND s.expires_at > now())`;

type SessionRow = {
  id: SessionId;
  account_id: AccountId;
  generation: number;
  refreshed_at: Date;
  expires_at: Date;
  is_ended: boolean;
  as_of: Date;
};

/** Sessions in Postgres; the row locks its family of refresh tokens. */
export function createSessionStore(pool: Pool): Sessions {
  return {
    async add(tx, { id, accountId, lifetimeMs, external }) {
      const values = [id, accountId, lifetimeMs, external?.issuer ?? null, external?.sid ?? null];
      const query = { name: 'session-add', text: ADD, values };
      const { rows } = await clientOf(tx).query<{ expires_at: Date }>(query);
      return only(rows).expires_at;
    },
    async lock(tx, id) {
      const query = { name: 'session-lock', text: LOCK, values: [id] };
      const { rows } = await clientOf(tx).query<SessionRow>(query);
      const [row] = rows;
      if (row === undefined) return null;
      const { account_id: accountId, generation, refreshed_at: refreshedAt, expires_at: expiresAt } = row;
      return { id, accountId, generation, refreshedAt, expiresAt, isEnded: row.is_ended, asOf: row.as_of };
    },
    async advance(tx, id) {
      const query = { name: 'session-advance', text: ADVANCE, values: [id] };
      const { rows } = await clientOf(tx).query<{ generation: number; expires_at: Date }>(query);
      const { generation, expires_at: expiresAt } = only(rows);
      return { generation, expiresAt };
    },
    async end(tx, id, reason) {
      await clientOf(tx).query({ name: 'session-end', text: END, values: [id, reason] });
    },
    async endAll(tx, accountId, { reason, except }) {
      const query = { name: 'session-end-all', text: END_ALL, values: [accountId, reason, except] };
      return (await clientOf(tx).query(query)).rowCount ?? 0;
    },
    async findAccount(id) {
      const query = { name: 'session-find-account', text: FIND_ACCOUNT, values: [id] };
      const { rows } = await pool.query<AccountRow>(query);
      return rows[0] === undefined ? null : accountFrom(rows[0]);
    },
    async endedAmong(ids) {
      const query = { name: 'session-ended-among', text: ENDED_AMONG, values: [ids] };
      return (await pool.query<{ id: string }>(query)).rows.map(({ id }) => id);
    },
  };
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('the session row is gone');
  return row;
}
