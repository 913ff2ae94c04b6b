import type { ExternalLogouts } from '../../../core/identity/external-ports.js';
import { LOGOUT_MEMORY_HOURS } from '../../../core/identity/external-token.js';
import { IS_LOGGED_OUT } from './external-identity-store.js';
import { clientOf } from '../database/pg-transaction.js';

const LOCK_SIGN_INS = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';
const LOCK_LOGOUTS = 'SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))';

const RECORD = `
WITH forgotten AS (
  DELETE FROM external_logout WHERE forget_at < now()
), noted AS (
  INSERT INTO external_logout (issuer, token_id, subject, sid, logged_out_at, forget_at)
  VALUES ($1, $2, $3, $4, $5, $5::timestamptz + interval '${LOGOUT_MEMORY_HOURS} hours')
  ON CONFLICT ON CONSTRAINT external_logout_token_is_used_once DO NOTHING
  RETURNING issuer, subject, sid
), ended AS (
  UPDATE account_session s SET ended_at = now(), end_reason = 'LOGGED_OUT_BY_ISSUER'
  FROM noted n LEFT JOIN external_identity e ON e.issuer = n.issuer AND e.subject = n.subject
  WHERE s.ended_at IS NULL AND s.external_issuer = n.issuer
    AND (s.external_sid = n.sid OR (s.account_id = e.account_id AND (n.sid IS NULL OR s.external_sid IS NULL)))
  RETURNING s.id
)
SELECT (SELECT count(*)::int FROM ended) AS ended FROM noted`;

const FIND = `
SELECT ${IS_LOGGED_OUT} AS is_logged_out
FROM (VALUES ($1::text, $2::text, $3::text, $4::timestamptz)) AS given (issuer, subject, sid, issued_at)`;

/** Logouts from an external issuer, in Postgres. */
export function createExternalLogoutStore(): ExternalLogouts {
  return {
    async lockSignIns(tx, issuer) {
      await clientOf(tx).query({ name: 'external-lock-sign-ins', text: LOCK_SIGN_INS, values: [issuer] });
    },
    async lockLogouts(tx, issuer) {
      await clientOf(tx).query({ name: 'external-lock-logouts', text: LOCK_LOGOUTS, values: [issuer] });
    },
    async record(tx, { issuer, tokenId, subject, sid, issuedAt }) {
      const values = [issuer, tokenId, subject, sid, issuedAt];
      const query = { name: 'external-logout-record', text: RECORD, values };
      const { rows } = await clientOf(tx).query<{ ended: number }>(query);
      return rows[0]?.ended ?? null;
    },
    async isLoggedOut(tx, { issuer, subject, sid, issuedAt }) {
      const query = { name: 'external-logout-find', text: FIND, values: [issuer, subject, sid, issuedAt] };
      const { rows } = await clientOf(tx).query<{ is_logged_out: boolean }>(query);
      return rows[0]?.is_logged_out ?? false;
    },
  };
}
