import type { Pool } from 'pg';

import type { ExternalIdentities } from '../../../core/identity/external-ports.js';
import { ACCOUNT_COLUMNS, accountFrom, type AccountRow } from './account-rows.js';

/**
 * Whether a logout ended the sign-in behind a token: that sign-in itself, or all of the subject's up to a point in time.
 * A token without a `sid` may belong to a sign-in that ended, so it counts as logged out.
 */
export const IS_LOGGED_OUT = `EXISTS (
  SELECT FROM external_logout l WHERE l.issuer = given.issuer AND l.sid = given.sid
  UNION ALL
  SELECT FROM external_logout l WHERE l.issuer = given.issuer AND l.subject = given.subject
    AND (l.sid IS NULL OR given.sid IS NULL) AND l.logged_out_at >= given.issued_at)`;

const FIND = `
SELECT ${IS_LOGGED_OUT} AS is_logged_out, ${ACCOUNT_COLUMNS}
FROM (VALUES ($1::text, $2::text, $3::text, $4::timestamptz)) AS given (issuer, subject, sid, issued_at)
LEFT JOIN external_identity e ON e.issuer = given.issuer AND e.subject = given.subject
LEFT JOIN account a ON a.id = e.account_id`;

const ADD = `
WITH linked AS (
  INSERT INTO external_identity (issuer, subject, account_id) VALUES ($1, $2, $3)
  ON CONFLICT ON CONSTRAINT external_identity_has_one_account DO NOTHING RETURNING account_id
)
INSERT INTO account (id, email, display_name, role) SELECT account_id, $4, $5, $6 FROM linked`;

/** A new address has to be verified again. */
const UPDATE = `
UPDATE account SET email = $2, email_verified_at = CASE WHEN email = $2 THEN email_verified_at END, display_name = $3, role = $4
WHERE id = $1`;

const LOGGED_OUT_AMONG = `
SELECT given.place FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
  WITH ORDINALITY AS given (issuer, subject, sid, issued_at, place)
WHERE ${IS_LOGGED_OUT}`;

type FoundRow = AccountRow & { is_logged_out: boolean };

/** Maps subjects of an external issuer to accounts, in Postgres. */
export function createExternalIdentityStore(pool: Pool): ExternalIdentities {
  return {
    async find({ issuer, subject, sid, issuedAt }) {
      const query = { name: 'external-identity-find', text: FIND, values: [issuer, subject, sid, issuedAt] };
      const { rows } = await pool.query<
        FoundRow | (Record<keyof AccountRow, null> & { is_logged_out: boolean })
      >(query);
      const [row] = rows;
      if (row === undefined) throw new Error('the query returned no row');
      return { isLoggedOut: row.is_logged_out, account: row.id === null ? null : accountFrom(row) };
    },
    async add({ issuer, subject }, { id, email, displayName, role }) {
      const values = [issuer, subject, id, email, displayName, role];
      await pool.query({ name: 'external-identity-add', text: ADD, values });
    },
    async update({ id, email, displayName, role }) {
      const values = [id, email, displayName, role];
      await pool.query({ name: 'external-identity-update', text: UPDATE, values });
    },
    async loggedOutAmong(subjects) {
      const values = [
        subjects.map(({ issuer }) => issuer),
        subjects.map(({ subject }) => subject),
        subjects.map(({ sid }) => sid),
        subjects.map(({ issuedAt }) => issuedAt),
      ];
      const query = { name: 'external-identity-logged-out-among', text: LOGGED_OUT_AMONG, values };
      const { rows } = await pool.query<{ place: string }>(query);
      const places = new Set(rows.map(({ place }) => Number(place)));
      return subjects.filter((_, index) => places.has(index + 1));
    },
  };
}
