import type { Pool } from 'pg';

import type { Carts } from '../../core/cart/ports.js';
import type { CartRow } from './cart-rows.js';
import { cartFrom, FIND_CART } from './cart-rows.js';
import { clientOf } from './pg-transaction.js';

const SET_LINE = `
WITH touched AS (
  UPDATE cart SET version = version + 1, updated_at = now() WHERE id = $1 AND version = $4 AND order_id IS NULL RETURNING id
), removed AS (
  DELETE FROM cart_line WHERE cart_id = (SELECT id FROM touched) AND item_id = $2 AND $3::int = 0
), kept AS (
  INSERT INTO cart_line (cart_id, item_id, quantity)
  SELECT id, $2, $3 FROM touched WHERE $3::int > 0
  ON CONFLICT (cart_id, item_id) DO UPDATE SET quantity = excluded.quantity
)
SELECT id FROM touched`;

const SET_DESTINATION = `
UPDATE cart SET destination = $2, version = version + 1, updated_at = now() WHERE id = $1 AND order_id IS NULL`;

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
      const client = clientOf(tx);
      const { rows } = await client.query<CartRow>(query);
      if (rows[0] === undefined) return null;
      if (rows[0].version === rows[0].seen_version) return cartFrom(rows[0]);
      // Another tab changed the cart while we waited for its row: the lines are from before. Now that it is ours, read again.
      const again = await client.query<CartRow>(query);
      return again.rows[0] === undefined ? null : cartFrom(again.rows[0]);
    },
    async setLine({ cartId, itemId, quantity, version }) {
      const values = [cartId, itemId, quantity, version];
      const { rows } = await pool.query({ name: 'cart-set-line', text: SET_LINE, values });
      return rows.length === 1;
    },
    async setDestination(cartId, destination) {
      const values = [cartId, destination];
      await pool.query({ name: 'cart-set-destination', text: SET_DESTINATION, values });
    },
  };
}
