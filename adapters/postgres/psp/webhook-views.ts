import type { Pool } from 'pg';

import type { Operations, WebhookState, WebhookView } from '../../../core/operations/ports.js';

/** The condition for an event that is not yet processed or parked. */
export const PENDING = 'processed_at IS NULL AND parked_at IS NULL';

const COLUMNS = `id, type, psp_object_id AS "pspObjectId", attempt, received_at AS "receivedAt", parked_reason AS "parkedReason",
  CASE WHEN processed_at IS NOT NULL THEN 'PROCESSED' WHEN parked_at IS NOT NULL THEN 'PARKED' ELSE 'WAITING' END AS state`;

const STATES: Readonly<Record<WebhookState, string>> = {
  WAITING: PENDING,
  PROCESSED: 'processed_at IS NOT NULL',
  PARKED: 'parked_at IS NOT NULL AND processed_at IS NULL',
};

const FIND = `SELECT ${COLUMNS} FROM webhook_event WHERE id = ANY($1)`;

/** Microseconds, because a cursor in milliseconds would skip events of the same millisecond. */
const PLACE = `(extract(epoch FROM received_at) * 1000000)::bigint || '|' || id AS place`;

/** Reads the webhook inbox for operators. */
export function createWebhookViews(
  pool: Pool,
): Pick<Operations, 'webhookEvents' | 'findWebhook' | 'findWebhooks'> {
  const findWebhooks: Operations['findWebhooks'] = async (ids) =>
    (await pool.query<WebhookView>({ name: 'webhook-views', text: FIND, values: [ids] })).rows;
  return {
    async webhookEvents({ state }, { first, after }) {
      const place = placeOf(after);
      const text = `SELECT ${COLUMNS}, ${PLACE} FROM webhook_event
WHERE ($1::bigint IS NULL OR (received_at, id) < (to_timestamp(0) + $1 * interval '1 microsecond', $2))
${state === null ? '' : `AND ${STATES[state]}`} ORDER BY received_at DESC, id DESC LIMIT $3`;
      const values = [place?.micros ?? null, place?.id ?? null, first + 1];
      const { rows } = await pool.query<WebhookView & { place: string }>(text, values);
      const edges = rows.slice(0, first).map(({ place: at, ...node }) => ({ place: at, node }));
      return { edges, hasNextPage: rows.length > first };
    },
    findWebhooks,
    findWebhook: async (id) => (await findWebhooks([id]))[0] ?? null,
  };
}

/** The position encoded in a cursor; an invalid one starts at the beginning. */
function placeOf(cursor: string | null): { micros: string; id: string } | null {
  const { micros, id } = /^(?<micros>\d{1,18})\|(?<id>.+)$/s.exec(cursor ?? '')?.groups ?? {};
  return micros === undefined || id === undefined ? null : { micros, id };
}
