import type { Pool } from 'pg';

import type { AdjustmentReason } from '../../../core/inventory/adjustment-reason.js';
import type { StockAdjustments, StockLevel } from '../../../core/inventory/ports.js';
import type { SellerId } from '../../../core/shared/ids.js';
import { sqlStateOf } from '../database/pg-transaction.js';

const FIND = `
SELECT i.seller_id, st.on_hand, st.reserved, a.delta, a.reason, a.note, a.on_hand AS made_on_hand, a.reserved AS made_reserved
FROM item i JOIN stock st ON st.item_id = i.id
LEFT JOIN stock_adjustment a ON a.item_id = i.id AND a.idempotency_key = $2
WHERE i.id = $1`;

const ADJUST = `
WITH changed AS (
  UPDATE stock SET on_hand = on_hand + $5 WHERE item_id = $2 AND on_hand + $5 >= reserved RETURNING on_hand, reserved
)
INSERT INTO stock_adjustment (id, item_id, account_id, idempotency_key, delta, reason, note, on_hand, reserved)
SELECT $1, $2, $3, $4, $5, $6, $7, on_hand, reserved FROM changed
RETURNING on_hand AS "onHand", reserved`;

const UNIQUE_VIOLATION = '23505';

type FoundRow = {
  seller_id: SellerId;
  on_hand: number;
  reserved: number;
  delta: number | null;
  reason: AdjustmentReason | null;
  note: string | null;
  made_on_hand: number | null;
  made_reserved: number | null;
};

/** Corrections of stock in Postgres. */
export function createStockAdjustmentStore(pool: Pool): StockAdjustments {
  return {
    async find(itemId, key) {
      const query = { name: 'stock-adjustment-find', text: FIND, values: [itemId, key] };
      const { rows } = await pool.query<FoundRow>(query);
      const [row] = rows;
      if (row === undefined) return null;
      return { sellerId: row.seller_id, onHand: row.on_hand, reserved: row.reserved, made: madeOf(row) };
    },
    async adjust({ id, itemId, accountId, key, delta, reason, note }) {
      const values = [id, itemId, accountId, key, delta, reason, note];
      try {
        const query = { name: 'stock-adjust', text: ADJUST, values };
        const { rows } = await pool.query<StockLevel>(query);
        return rows[0] ?? null;
      } catch (error) {
        if (sqlStateOf(error) === UNIQUE_VIOLATION) return 'KEY_TAKEN';
        throw error;
      }
    },
  };
}

function madeOf({ delta, reason, note, made_on_hand: onHand, made_reserved: reserved }: FoundRow) {
  const isMade = delta !== null && reason !== null && note !== null && onHand !== null && reserved !== null;
  return isMade ? { delta, reason, note, onHand, reserved } : null;
}
