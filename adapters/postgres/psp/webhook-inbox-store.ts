import type { Pool } from 'pg';

import type { KnownIntent } from '../../../core/checkout/model/ports.js';
import type { ReceivedWebhook, WaitingWebhook, WebhookInbox } from '../../../core/psp/webhook-inbox.js';
import { batching } from '../../../core/shared/batching.js';
import type { OrderId, PaymentIntentId } from '../../../core/shared/ids.js';
import { takeUndispatched } from '../database/leased-rows.js';
import { toJson } from '../database/json.js';

const KEEP = `
INSERT INTO webhook_event (id, type, psp_object_id, payload, livemode, account, amount_minor, currency)
SELECT id, type, psp_object_id, payload, livemode, account, amount_minor, currency
FROM jsonb_to_recordset($1) AS r (id text, type text, psp_object_id text, payload jsonb, livemode boolean, account text, amount_minor bigint, currency text)
ORDER BY id
ON CONFLICT (id) DO NOTHING RETURNING id`;

const WAITING = 'id, type, psp_object_id, attempt, livemode, account, amount_minor, currency';

/** An event `w` with the intent that it is about. */
const WITH_INTENT = `
SELECT w.id, w.type, w.psp_object_id, w.attempt, w.livemode, w.account, w.amount_minor::text, w.currency,
  i.id AS intent_id, i.order_id, i.status = 'AUTHORIZED' AS is_held, coalesce(i.authorization_state = 'CLOSED', false) AS is_over,
  i.amount_minor::text AS asked_minor, p.currency AS asked_currency`;
const THE_INTENT =
  'LEFT JOIN payment_intent i ON i.psp_intent_id = w.psp_object_id LEFT JOIN payment p ON p.id = i.payment_id';

/**
 * While a step of ours is calling the PSP for an order, its answer carries the same facts as the order's events at no
 * extra cost, so the events wait for it this long.
 */
const WAIT_FOR_OUR_STEP_MS = 500;

const TAKE = takeUndispatched({
  table: 'webhook_event',
  isDue: `processed_at IS NULL AND parked_at IS NULL AND run_at <= now()
    AND (run_at < now() - interval '${WAIT_FOR_OUR_STEP_MS} milliseconds' OR NOT EXISTS (
      SELECT FROM payment_intent i JOIN psp_step s ON s.subject_id = i.order_id
      WHERE i.psp_intent_id = webhook_event.psp_object_id AND s.state = 'LEASED' AND s.lease_until > now()))`,
  since: 'greatest(dispatched_at, run_at)',
  returning: WAITING,
});

const TAKE_UNDISPATCHED = `
WITH w AS (${TAKE}
)${WITH_INTENT} FROM w ${THE_INTENT}`;

const FIND = `${WITH_INTENT}
FROM webhook_event w ${THE_INTENT} WHERE w.id = $1 AND w.processed_at IS NULL AND w.parked_at IS NULL`;

const MARK_PROCESSED = 'UPDATE webhook_event SET processed_at = now() WHERE id = ANY($1::text[])';

const POSTPONE = `
UPDATE webhook_event SET attempt = attempt + $3, dispatched_at = NULL, run_at = now() + $2 * interval '1 millisecond' WHERE id = $1`;

const PARK = 'UPDATE webhook_event SET parked_at = now(), parked_reason = $2 WHERE id = $1';

/** Maximum events stored per statement. */
const MOST_KEPT = 32;

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

type IntentColumns =
  | { intent_id: null }
  | {
      intent_id: PaymentIntentId;
      order_id: OrderId;
      is_held: boolean;
      is_over: boolean;
      asked_minor: string;
      asked_currency: string;
    };

/** The webhook inbox in Postgres. */
export function createWebhookInboxStore(pool: Pool): WebhookInbox<KnownIntent> {
  /** Whether each event was new; true only for the first of duplicate deliveries. */
  const keepAll = async (events: readonly ReceivedWebhook[]): Promise<boolean[]> => {
    const values = [toJson(uniqueById(events).map(keptRow))];
    const { rows } = await pool.query<{ id: string }>({ name: 'webhook-keep', text: KEEP, values });
    const fresh = new Set(rows.map(({ id }) => id));
    return events.map(({ id }) => fresh.delete(id));
  };
  return {
    // An event that cannot be stored must not fail the others.
    keep: batching(MOST_KEPT, (events) =>
      keepAll(events).catch((error: unknown) => {
        if (events.length === 1) throw error;
        return events.map(async (event) => (await keepAll([event])).every(Boolean));
      }),
    ),
    async takeUndispatched(limit) {
      const query = { name: 'webhook-take-undispatched', text: TAKE_UNDISPATCHED, values: [limit] };
      const { rows } = await pool.query<Row & IntentColumns>(query);
      return rows.map(waitingFrom);
    },
    async find(id) {
      const { rows } = await pool.query<Row & IntentColumns>({
        name: 'webhook-find',
        text: FIND,
        values: [id],
      });
      return rows[0] === undefined ? null : waitingFrom(rows[0]);
    },
    async markProcessed(ids) {
      await pool.query({ name: 'webhook-mark-processed', text: MARK_PROCESSED, values: [ids] });
    },
    async postpone(id, { inMs, counts }) {
      await pool.query({ name: 'webhook-postpone', text: POSTPONE, values: [id, inMs, counts ? 1 : 0] });
    },
    async park(id, reason) {
      await pool.query({ name: 'webhook-park', text: PARK, values: [id, reason] });
    },
  };
}

function uniqueById(events: readonly ReceivedWebhook[]): readonly ReceivedWebhook[] {
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

function keptRow({
  id,
  type,
  pspObjectId,
  envelope: { livemode, account, reported },
  payload,
}: ReceivedWebhook) {
  return {
    ...{ id, type, psp_object_id: pspObjectId, payload, livemode, account },
    ...{ amount_minor: reported?.amountMinor ?? null, currency: reported?.currency ?? null },
  };
}

function waitingFrom({
  id,
  type,
  psp_object_id: pspObjectId,
  attempt,
  ...row
}: Row & IntentColumns): WaitingWebhook<KnownIntent> {
  const { livemode, account, amount_minor: amount, currency } = row;
  const reported = amount === null || currency === null ? null : { amountMinor: BigInt(amount), currency };
  return { id, type, pspObjectId, attempt, envelope: { livemode, account, reported }, known: knownIn(row) };
}

function knownIn(row: IntentColumns): KnownIntent | null {
  if (row.intent_id === null) return null;
  const { intent_id: intentId, order_id: orderId, is_held: isHeld, is_over: isOver } = row;
  const asked = { amountMinor: BigInt(row.asked_minor), currency: row.asked_currency };
  return { orderId, intentId, isHeld, isOver, asked };
}
