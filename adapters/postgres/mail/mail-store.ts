import type { Pool } from 'pg';
import { z } from 'zod';

import type { LeasedMail, MailId } from '../../../core/mail/mail.js';
import { mailContent } from '../../../core/mail/mail.js';
import type { DueMail, Mails } from '../../../core/mail/ports.js';
import { toJson } from '../database/json.js';
import { leaseRows, takeUndispatched } from '../database/leased-rows.js';
import { clientOf } from '../database/pg-transaction.js';
import { insertValues } from '../database/table-sql.js';
import { mailTable } from './mail-table.js';

const ADD = `
${insertValues(mailTable, {
  id: '$1',
  dedupeKey: `$2 || coalesce(':' || floor(extract(epoch FROM now()) * 1000 / $3::bigint), '')`,
  ...{ recipient: '$4', template: '$5', data: '$6' },
  worthUntil: `now() + $7 * interval '1 millisecond'`,
  state: `CASE WHEN $8::text IS NULL THEN 'DUE' ELSE 'SUPPRESSED' END`,
  error: '$8',
})}
ON CONFLICT (dedupe_key) DO NOTHING`;

const TAKE_UNDISPATCHED = takeUndispatched({ table: 'mail', returning: 'id, template, attempt' });

const END = `
UPDATE mail SET state = $3, error = $4, run_at = CASE WHEN $3 = 'DUE' THEN now() + $5 * interval '1 millisecond' ELSE run_at END,
  sent_at = CASE WHEN $3 = 'SENT' THEN now() END, lease_token = NULL, lease_until = NULL, updated_at = now()
WHERE id = $1 AND state = 'LEASED' AND lease_token = $2`;

const leasedRow = z.object({
  recipient: z.string(),
  data: mailContent,
  attempt: z.int(),
  is_too_late: z.boolean(),
});

/** Mails in Postgres. */
export function createMailStore(pool: Pool): Mails {
  const lease = leaseRows(pool, {
    name: 'mail-lease',
    table: 'mail',
    returning: 'recipient, data, attempt, coalesce(worth_until < now(), false) AS is_too_late',
  });
  return {
    async add(tx, { id, dedupeKey, onceInMs, recipient, content, worthForMs, suppressedBecause }) {
      const what = [recipient, content.template, toJson(content)];
      const values = [id, dedupeKey, onceInMs, ...what, worthForMs, suppressedBecause];
      const { rowCount } = await clientOf(tx).query({ name: 'mail-add', text: ADD, values });
      return rowCount === 1;
    },
    async takeUndispatched(limit) {
      const query = { name: 'mail-take-undispatched', text: TAKE_UNDISPATCHED, values: [limit] };
      return (await pool.query<DueMail>(query)).rows;
    },
    async lease(id, leaseMs) {
      const row = await lease(id, leaseMs);
      return row === null ? null : leasedFrom(id, row.lease_token, leasedRow.parse(row));
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
  const { recipient, data: content, attempt, is_too_late: isTooLate } = row;
  return { id, recipient, content, leaseToken, attempt, isTooLate };
}
