import type { Pool } from 'pg';

import { ownerMachine } from '../../../core/checkout/model/owner-states.js';
import type { OrderOwners } from '../../../core/orders/ports.js';
import type { AccountId, OrderId } from '../../../core/shared/ids.js';
import { mustTransition } from '../../../core/shared/state-machine.js';
import { insertSelect } from '../database/table-sql.js';
import { stateTransitionTable } from './state-transition-table.js';

/** A concurrent adoption waits for the row lock, finds an owner, and writes nothing. */
const ADOPT = `
WITH adopted AS (
  UPDATE orders SET account_id = $3, version = version + 1 WHERE id = $1 AND token_hash = $2 AND account_id IS NULL RETURNING version
), history AS (
  ${insertSelect(stateTransitionTable, {
    ...{ orderId: '$1', machine: '$4', entityId: '$1', from: '$5', to: '$6' },
    ...{ actor: '$7', actorId: '$8', cause: '$9', correlationId: '$10' },
  })} FROM adopted
)
SELECT version FROM adopted`;

const FIND = `SELECT account_id AS "accountId" FROM orders WHERE id = $1 AND token_hash = $2`;

const FIND_ADDRESSEE = `
SELECT id AS "orderId", email, ship_to ->> 'name' AS name FROM orders WHERE number = $1 AND lower(email) = lower($2)`;

/** Owners of orders in Postgres. */
export function createOrderOwnerStore(pool: Pool): OrderOwners {
  return {
    async adopt({ orderId, tokenHash, accountId, by }) {
      const from = ownerMachine.initial;
      const to = mustTransition(ownerMachine, from, 'adopted');
      const what = [ownerMachine.name, from, to, by.actor, by.actorId, by.cause, by.correlationId];
      const query = { name: 'order-adopt', text: ADOPT, values: [orderId, tokenHash, accountId, ...what] };
      const { rows } = await pool.query<{ version: number }>(query);
      return rows[0]?.version ?? null;
    },
    async find({ orderId, tokenHash }) {
      const query = { name: 'order-find-owner', text: FIND, values: [orderId, tokenHash] };
      const { rows } = await pool.query<{ accountId: AccountId | null }>(query);
      return rows[0] ?? null;
    },
    async findAddressee(orderNumber, email) {
      const query = { name: 'order-find-addressee', text: FIND_ADDRESSEE, values: [orderNumber, email] };
      const { rows } = await pool.query<{ orderId: OrderId; email: string; name: string }>(query);
      return rows[0] ?? null;
    },
  };
}
