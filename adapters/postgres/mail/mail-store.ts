import type { Pool } from 'pg';
import { z } from 'zod';

import type { LeasedMail, MailId } from '../../../core/mail/mail.js';
import { mailContent } from '../../../core/mail/mail.js';
import type { DueMail, Mails } from '../../../core/mail/ports.js';
import { toJson } from '../database/json.js';
import { clientOf } from '../database/pg-transaction.js';

const ADD = `
INSERT INTO mail (id, dedupe_key, recipient, template, data, worth_until, state, error)
VALUES ($1, $2 || coalesce(':' || floor(extract(epoch FROM now()) * 1000 / $3::bigint), ''), $4, $5, $6,
  now() + $7 * interval '1 millisecond', CASE WHEN $8::text IS NULL THEN 'DUE' ELSE 'WITHHELD' END, $8)
ON CONFLICT (dedupe_key) DO NOTHING`;

const LEASE = `
UPDATE mail SET state = 'LEASED', attempts = attempts + 1, lease_token = $2, lease_until = now() + $3 * interval '1 millisecond',
  updated_at = now()
WHERE id = $1 AND ((state = 'DUE' AND run_at <= now() + interval '100 milliseconds') OR (state = 'LEASED' AND lease_until < now()))
RETURNING recipient, data, attempts, coalesce(worth_until < now(), false) AS is_too_late`;

/** A mail whose job is gone (Redis was emptied, a worker was killed) is dispatched again after the grace period. */
const TAKE_UNDISPATCHED = `
UPDATE mail SET dispatched_at = now()
WHERE id IN (
  SELECT id FROM mail
  WHERE ((state = 'DUE' AND run_at <= now()) OR (state = 'LEASED' AND lease_until < now()))
    AND (dispatched_at IS NULL OR greatest(dispatched_at, run_at, lease_until) < now() - $2 * interval '1 millisecond')
  ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
RETURNING id, template, attempts AS attempt`;

const END = `
UPDATE mail SET state = $3, error = $4, run_at = CASE WHEN $3 = 'DUE' THEN now() + $5 * interval '1 millisecond' ELSE run_at END,
  sent_at = CASE WHEN $3 = 'SENT' THEN now() END, lease_token = NULL, lease_until = NULL, updated_at = now()
WHERE id = $1 AND state = 'LEASED' AND lease_token = $2`;

/** After this long without progress a dispatched mail is believed to have lost its job. */
const MAIL_DISPATCH_GRACE_MS = 10_000;

const leasedRow = z.object({
  recipient: z.string(),
  data: mailContent,
  attempts: z.int(),
  is_too_late: z.boolean(),
});

/** Mails in Postgres. */
export function createMailStore(pool: Pool): Mails {
  return {
    async add(tx, { id, dedupeKey, onceInMs, recipient, content, worthForMs, withheldBecause }) {
      const what = [recipient, content.template, toJson(content)];
      const values = [id, dedupeKey, onceInMs, ...what, worthForMs, withheldBecause];
      const { rowCount } = await clientOf(tx).query({ name: 'mail-add', text: ADD, values });
      return rowCount === 1;
    },
    async takeUndispatched(limit) {
      const values = [limit, MAIL_DISPATCH_GRACE_MS];
      const query = { name: 'mail-take-undispatched', text: TAKE_UNDISPATCHED, values };
      return (await pool.query<DueMail>(query)).rows;
    },
    async lease(id, leaseMs) {
      const leaseToken = globalThis.crypto.randomUUID();
      const query = { name: 'mail-lease', text: LEASE, values: [id, leaseToken, leaseMs] };
      const { rows } = await pool.query(query);
      return rows.length === 0 ? null : leasedFrom(id, leaseToken, leasedRow.parse(rows[0]));
    },
    async end({ id, leaseToken }, ending) {
      const error = ending.state === 'SENT' ? null : ending.error;
      const retryInMs = ending.state === 'DUE' ? ending.retryInMs : null;
      const values = [id, leaseToken, ending.state, error, retryInMs];
      await pool.query({ name: 'mail-end', text: END, values });
    },
  };
}

function leasedFrom(id: MailId, leaseToken: string, row: z.output<typeof leasedRow>): LeasedMail {
  const { recipient, data: content, attempts: attempt, is_too_late: isTooLate } = row;
  return { id, recipient, content, leaseToken, attempt, isTooLate };
}
