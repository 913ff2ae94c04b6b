import type { Pool } from 'pg';

import type { Carts } from '../../core/cart/ports.js';
import type { CartRow } from './cart-rows.js';
import { cartFrom, FIND_CART } from './cart-rows.js';
import { clientOf } from './pg-transaction.js';

/** `version` is the locked row's; `snapshot_version` is what the rest of the statement was read with. */
const LOCK_CART = `${FIND_CART.replace('SELECT c.id,', 'SELECT (SELECT s.version FROM cart s WHERE s.id = c.id) AS snapshot_version, c.id,')} FOR UPDATE OF c`;

type LockedCartRow = CartRow & { snapshot_version: number };

/** A cart that became an order meanwhile stays as it was ordered. */
const SET_LINE = `
WITH touched AS (
  UPDATE cart SET version = version + 1, updated_at = now() WHERE id = $1 AND order_id IS NULL RETURNING id
), removed AS (
  DELETE FROM cart_line l USING touched WHERE l.cart_id = touched.id AND l.item_id = $2 AND $3::int = 0
)
INSERT INTO cart_line (cart_id, item_id, quantity)
SELECT id, $2, $3 FROM touched WHERE $3::int > 0
ON CONFLICT (cart_id, item_id) DO UPDATE SET quantity = excluded.quantity`;

const SET_DESTINATION = `UPDATE cart SET destination = $2, version = version + 1, updated_at = now() WHERE id = $1 AND order_id IS NULL`;

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
      const query = { name: 'cart-lock', text: LOCK_CART, values: [tokenHash, destination] };
      const client = clientOf(tx);
      const locked = await client.query<LockedCartRow>(query);
      const [row] = locked.rows;
      if (row === undefined) return null;
      if (row.version === row.snapshot_version) return cartFrom(row);
      // The cart was changed while we waited for it: what was read beside the row is from before the wait.
      const { rows } = await client.query<LockedCartRow>(query);
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
