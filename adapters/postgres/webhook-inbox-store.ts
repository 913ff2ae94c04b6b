import type { Pool } from 'pg';

import type { WaitingWebhook, WebhookInbox } from '../../core/payments/webhook-inbox.js';
import { toJson } from './json.js';

const KEEP = `
INSERT INTO webhook_event (id, type, psp_object_id, payload, livemode, account, amount_minor, currency) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO NOTHING RETURNING id`;

const WAITING = 'id, type, psp_object_id, attempt, livemode, account, amount_minor::text, currency';

const TAKE_UNDISPATCHED = `
UPDATE webhook_event SET dispatched_at = now()
WHERE id IN (
  SELECT id FROM webhook_event
  WHERE processed_at IS NULL AND parked_at IS NULL AND run_at <= now()
    AND (dispatched_at IS NULL OR greatest(dispatched_at, run_at) < now() - interval '10 seconds')
  ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
RETURNING ${WAITING}`;

const FIND = `
SELECT ${WAITING} FROM webhook_event WHERE id = $1 AND processed_at IS NULL AND parked_at IS NULL`;

const MARK_PROCESSED = 'UPDATE webhook_event SET processed_at = now() WHERE id = $1';

const POSTPONE = `
UPDATE webhook_event SET attempt = attempt + $3, dispatched_at = NULL, run_at = now() + $2 * interval '1 millisecond' WHERE id = $1`;

const PARK = 'UPDATE webhook_event SET parked_at = now(), parked_reason = $2 WHERE id = $1';

type Row = {
  id: string;
  type: string;
  psp_object_id: string | null;
  attempt: number;
  livemode: boolean | null;
  account: string | null;
  amount_minor: string | null;
  currency: string | null;
};

/** The webhook inbox in Postgres. */
export function createWebhookInboxStore(pool: Pool): WebhookInbox {
  return {
    async keep({ id, type, pspObjectId, claim, payload }) {
      const { livemode, account, said } = claim;
      const money = [said?.amountMinor ?? null, said?.currency ?? null];
      const values = [id, type, pspObjectId, toJson(payload), livemode, account, ...money];
      const { rowCount } = await pool.query({ name: 'webhook-keep', text: KEEP, values });
      return rowCount === 1;
    },
    async takeUndispatched(limit) {
      const query = { name: 'webhook-take-undispatched', text: TAKE_UNDISPATCHED, values: [limit] };
      const { rows } = await pool.query<Row>(query);
      return rows.map(waitingFrom);
    },
    async find(id) {
      const { rows } = await pool.query<Row>({ name: 'webhook-find', text: FIND, values: [id] });
      return rows[0] === undefined ? null : waitingFrom(rows[0]);
    },
    async markProcessed(id) {
      await pool.query({ name: 'webhook-mark-processed', text: MARK_PROCESSED, values: [id] });
    },
    async postpone(id, { inMs, counts }) {
      await pool.query({ name: 'webhook-postpone', text: POSTPONE, values: [id, inMs, counts ? 1 : 0] });
    },
    async park(id, reason) {
      await pool.query({ name: 'webhook-park', text: PARK, values: [id, reason] });
    },
  };
}

function waitingFrom({ id, type, psp_object_id: pspObjectId, attempt, ...row }: Row): WaitingWebhook {
  const { livemode, account, amount_minor: amount, currency } = row;
  const said = amount === null || currency === null ? null : { amountMinor: BigInt(amount), currency };
  return { id, type, pspObjectId, attempt, claim: { livemode, account, said } };
}
