import type { Pool } from 'pg';

import type { StoredOperatorAction, OperatorAction } from '../../../core/operations/operator-action.js';
import type { Operations, StepView } from '../../../core/operations/ports.js';
import type { OrderId, PaymentIntentId } from '../../../core/shared/ids.js';
import { clientOf } from '../database/pg-transaction.js';
import { createWebhookViews, PENDING } from '../psp/webhook-views.js';

const STEP = `s.id, s.kind, s.state, s.subject_type, s.subject_id, o.id AS order_id, o.number AS order_number, s.attempt, s.error, s.first_called_at,
  (extract(epoch FROM now() - s.first_called_at) * 1000)::float AS first_called_ms_ago, s.updated_at`;

const STUCK = `
SELECT ${STEP} FROM psp_step s LEFT JOIN orders o ON o.id = s.subject_id
WHERE s.state = 'NEEDS_ATTENTION' AND ($1::text IS NULL OR s.id > $1) ORDER BY s.id LIMIT $2`;

const FIND_STEPS = `SELECT ${STEP} FROM psp_step s LEFT JOIN orders o ON o.id = s.subject_id WHERE s.id = ANY($1)`;

const KEEP = `INSERT INTO operator_action (id, account_id, kind, target, reason)`;

const RETRY = `
WITH retried AS (
  UPDATE psp_step SET state = 'DUE', run_at = now(), dispatched_at = NULL, updated_at = now()
  WHERE id = $4 AND state = 'NEEDS_ATTENTION' RETURNING id
)
${KEEP} SELECT $1, $2, $3, $4, $5 FROM retried`;

const REPLAY = `
WITH replayed AS (
  UPDATE webhook_event SET processed_at = NULL, parked_at = NULL, parked_reason = NULL, attempt = 0, run_at = now(), dispatched_at = NULL
  WHERE id = $4 AND NOT (${PENDING}) RETURNING id
)
${KEEP} SELECT $1, $2, $3, $4, $5 FROM replayed`;

const ATTEMPTS = `
SELECT p.order_id, coalesce(array_agg(i.id::text ORDER BY i.attempt) FILTER (WHERE i.psp_intent_id IS NOT NULL), '{}') AS intent_ids
FROM payment p JOIN payment_intent i ON i.payment_id = p.id WHERE p.id = $1 GROUP BY p.order_id`;

const ACTIONS = `
SELECT id, account_id AS "accountId", kind, target, reason, made_at AS "madeAt" FROM operator_action
WHERE $1::text IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`;

type StepRow = Pick<StepView, 'id' | 'kind' | 'state' | 'attempt' | 'error'> & {
  subject_type: string;
  subject_id: string;
  order_id: OrderId | null;
  order_number: string | null;
  first_called_at: Date | null;
  first_called_ms_ago: number | null;
  updated_at: Date;
};

/** Stuck work and its repairs, for operators, in Postgres. */
export function createOperationsStore(pool: Pool): Operations {
  const findSteps: Operations['findSteps'] = async (ids) => {
    const query = { name: 'operations-steps', text: FIND_STEPS, values: [ids] };
    return (await pool.query<StepRow>(query)).rows.map(stepFrom);
  };
  return {
    async stuckSteps({ first, after }) {
      const query = { name: 'operations-stuck', text: STUCK, values: [after, first + 1] };
      const { rows } = await pool.query<StepRow>(query);
      return { nodes: rows.slice(0, first).map(stepFrom), hasNextPage: rows.length > first };
    },
    findSteps,
    findStep: async (id) => (await findSteps([id]))[0] ?? null,
    async retryStep(_id, action) {
      const query = { name: 'operations-retry', text: RETRY, values: actionValues(action) };
      return (await pool.query(query)).rowCount === 1;
    },
    ...createWebhookViews(pool),
    async replayWebhook(_id, action) {
      const query = { name: 'operations-replay', text: REPLAY, values: actionValues(action) };
      return (await pool.query(query)).rowCount === 1;
    },
    async attemptsOf(paymentId) {
      const query = { name: 'operations-attempts', text: ATTEMPTS, values: [paymentId] };
      const { rows } = await pool.query<{ order_id: OrderId; intent_ids: PaymentIntentId[] }>(query);
      const [row] = rows;
      return row === undefined ? null : { orderId: row.order_id, intentIds: row.intent_ids };
    },
    async keep(tx, action) {
      const text = `${KEEP} VALUES ($1, $2, $3, $4, $5)`;
      await clientOf(tx).query({ name: 'operations-keep', text, values: actionValues(action) });
    },
    async actions({ first, after }) {
      const query = { name: 'operations-actions', text: ACTIONS, values: [after, first + 1] };
      const { rows } = await pool.query<StoredOperatorAction>(query);
      return { nodes: rows.slice(0, first), hasNextPage: rows.length > first };
    },
  };
}

function actionValues({ id, accountId, kind, target, reason }: OperatorAction): unknown[] {
  return [id, accountId, kind, target, reason];
}

function stepFrom({ id, kind, state, attempt, error, ...row }: StepRow): StepView {
  return {
    id,
    kind,
    state,
    attempt,
    error,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    firstCalledAt: row.first_called_at,
    firstCalledMsAgo: row.first_called_ms_ago,
    updatedAt: row.updated_at,
  };
}
