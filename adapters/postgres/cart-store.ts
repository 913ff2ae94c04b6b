import type { Pool } from 'pg';

import type { Carts } from '../../core/cart/ports.js';
import type { CartRow } from './cart-rows.js';
import { cartFrom, FIND_CART } from './cart-rows.js';
import { clientOf } from './pg-transaction.js';

const SET_LINE = `
WITH touched AS (
  UPDATE cart SET version = version + 1, updated_at = now() WHERE id = $1 RETURNING id
), removed AS (
  DELETE FROM cart_line WHERE cart_id = $1 AND item_id = $2 AND $3::int = 0
)
INSERT INTO cart_line (cart_id, item_id, quantity)
SELECT id, $2, $3 FROM touched WHERE $3::int > 0
ON CONFLICT (cart_id, item_id) DO UPDATE SET quantity = excluded.quantity`;

const SET_DESTINATION = `UPDATE cart SET destination = $2, version = version + 1, updated_at = now() WHERE id = $1`;

const CREATE = `INSERT INTO cart (id, token_hash, currency, destination) VALUES ($1, $2, $3, $4)`;

/** Carts in Postgres. */
export function createCartStore(pool: Pool): Carts {
  return {
    async create({ id, tokenHash, currency, destination }) {
      const values = [id, tokenHash, currency, destination];
      await pool.query({ name: 'cart-create', text: CREATE, values });
      // Without lines nothing is taxed; the rates come with the first look at a filled cart.
      return { id, currency, destination, taxRates: [], version: 1, orderId: null, lines: [] };
    },
    async find(tokenHash) {
      const query = { name: 'cart-find', text: FIND_CART, values: [tokenHash, null] };
      const { rows } = await pool.query<CartRow>(query);
      return rows[0] === undefined ? null : cartFrom(rows[0]);
    },
    async lock(tx, tokenHash, destination) {
      const query = {
        name: 'cart-lock',
        text: `${FIND_CART} FOR UPDATE OF c`,
        values: [tokenHash, destination],
      };
      const { rows } = await clientOf(tx).query<CartRow>(query);
      return rows[0] === undefined ? null : cartFrom(rows[0]);
    },
    async setLine({ cartId, itemId, quantity }) {
      await pool.query({ name: 'cart-set-line', text: SET_LINE, values: [cartId, itemId, quantity] });
    },
    async setDestination(cartId, destination) {
      const values = [cartId, destination];
      await pool.query({ name: 'cart-set-destination', text: SET_DESTINATION, values });
    },
  };
}
