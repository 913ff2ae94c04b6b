import type { Pool } from 'pg';

import type {
  CapturePlans,
  CapturePlanView,
  ExpiringAuthorizations,
  PaymentOrders,
} from '../../../core/payments/ports.js';
import type { OrderId, SellerId } from '../../../core/shared/ids.js';

const FIND = 'SELECT order_id AS "orderId", seller_id AS "sellerId" FROM payment_order WHERE id = $1';

const ENDING = `
SELECT order_id AS id FROM payment
WHERE authorization_state IN ('OPEN', 'CLOSING') AND authorization_state = 'OPEN' AND expiry_acted_at IS NULL
  AND capture_before <= now() + $1 * interval '1 millisecond'
ORDER BY capture_before LIMIT $2`;

const PLAN = `
SELECT id AS "paymentId", capture_strategy AS strategy, authorization_state AS "authorization", capture_before AS "captureBefore", expiry_acted_at AS "expiryActedAt",
  plan_reasons AS reasons FROM payment WHERE id = $1`;

/** Reads payment orders from Postgres; only the checkout changes them. */
export function createPaymentOrderStore(pool: Pool): PaymentOrders {
  return {
    async find(id) {
      const query = { name: 'payment-order-find', text: FIND, values: [id] };
      const { rows } = await pool.query<{ orderId: OrderId; sellerId: SellerId }>(query);
      return rows[0] ?? null;
    },
  };
}

/** Finds authorizations that expire soon; the redundant condition on `authorization_state` lets the partial index match. */
export function createExpiringAuthorizationStore(pool: Pool): ExpiringAuthorizations {
  return {
    async list({ marginMs, limit }) {
      const query = { name: 'authorizations-expiring', text: ENDING, values: [marginMs, limit] };
      const { rows } = await pool.query<{ id: OrderId }>(query);
      return rows.map(({ id }) => id);
    },
  };
}

/** Reads capture plans for operators from Postgres. */
export function createCapturePlanReader(pool: Pool): CapturePlans {
  return {
    async find(paymentId) {
      const query = { name: 'capture-plan-find', text: PLAN, values: [paymentId] };
      const { rows } = await pool.query<CapturePlanView>(query);
      return rows[0] ?? null;
    },
  };
}
