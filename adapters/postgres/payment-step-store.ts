import type { Pool } from 'pg';

import type { LeasedStep } from '../../core/payments/payment-step.js';
import { newLeaseToken, stepParams } from '../../core/payments/payment-step.js';
import type { DueStep, PaymentSteps } from '../../core/payments/ports.js';
import type {
  OrderId,
  PaymentId,
  PaymentIntentId,
  PaymentOrderId,
  PaymentStepId,
} from '../../core/shared/ids.js';
import { endedStepsJson, endSteps } from './end-step.js';
import { hashOf } from './json.js';
import { clientOf } from './pg-transaction.js';

const LEASE = `
UPDATE payment_step SET state = 'LEASED', attempt = attempt + 1, lease_token = $2, lease_until = now() + $3 * interval '1 millisecond',
  first_called_at = coalesce(first_called_at, now()), updated_at = now()
WHERE id = $1 AND ((state = 'DUE' AND run_at <= now() + interval '100 milliseconds') OR (state = 'LEASED' AND lease_until < now()))
RETURNING id, order_id, payment_id, intent_id, payment_order_id, psp_key, params, params_hash, attempt,
  (extract(epoch FROM now() - first_called_at) * 1000)::float AS first_called_ms_ago`;

/**
 * A dispatched step is left to its job; when the job is gone (Redis was emptied, a worker was killed) it is dispatched
 * again after the grace period. The lease makes a double job harmless.
 */
const TAKE_UNDISPATCHED = `
UPDATE payment_step SET dispatched_at = now()
WHERE id IN (
  SELECT id FROM payment_step
  WHERE ((state = 'DUE' AND run_at <= now()) OR (state = 'LEASED' AND lease_until < now()))
    AND (dispatched_at IS NULL OR greatest(dispatched_at, run_at, lease_until) < now() - $2 * interval '1 millisecond')
  ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
RETURNING id, kind, attempt`;

const END_STEP = endSteps({ steps: '$1', ids: '$2' });

/** After this long without progress a dispatched step is believed to have lost its job. */
const DISPATCH_GRACE_MS = 10_000;

type StepRow = {
  id: PaymentStepId;
  order_id: OrderId;
  payment_id: PaymentId;
  intent_id: PaymentIntentId;
  payment_order_id: PaymentOrderId | null;
  psp_key: string;
  params: unknown;
  params_hash: string;
  attempt: number;
  first_called_ms_ago: number;
};

/** Payment steps in Postgres. */
export function createPaymentStepStore(pool: Pool): PaymentSteps {
  return {
    async lease(id, leaseMs) {
      const leaseToken = newLeaseToken();
      const query = { name: 'step-lease', text: LEASE, values: [id, leaseToken, leaseMs] };
      const { rows } = await pool.query<StepRow>(query);
      return rows[0] === undefined ? null : stepFrom(rows[0], leaseToken);
    },
    async takeUndispatched(limit) {
      const query = {
        name: 'step-take-undispatched',
        text: TAKE_UNDISPATCHED,
        values: [limit, DISPATCH_GRACE_MS],
      };
      const { rows } = await pool.query<DueStep>(query);
      return rows;
    },
    async end(tx, step) {
      const values = [endedStepsJson([step]), [step.id]];
      await clientOf(tx).query({ name: 'step-end', text: END_STEP, values });
    },
  };
}

function stepFrom(row: StepRow, leaseToken: string): LeasedStep {
  const params = stepParams.parse(row.params);
  // The PSP answers a key that comes with other parameters by refusing it; a row that was tampered with must not get that far.
  if (hashOf(params) !== row.params_hash)
    throw new Error(`${row.id}: the parameters are not those that were stored`);
  return {
    id: row.id,
    orderId: row.order_id,
    paymentId: row.payment_id,
    intentId: row.intent_id,
    paymentOrderId: row.payment_order_id,
    pspKey: row.psp_key,
    params,
    leaseToken,
    attempt: row.attempt,
    firstCalledMsAgo: row.first_called_ms_ago,
  };
}
