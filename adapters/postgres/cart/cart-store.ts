import type { Pool } from 'pg';

import type { CartKey, Carts } from '../../../core/cart/ports.js';
import { type ItemId, newId } from '../../../core/shared/ids.js';
import type { CartRow } from './cart-rows.js';
import { cartFrom, FIND_CART, FIND_CART_AND_ITEM } from './cart-rows.js';
import { clientOf } from '../database/pg-transaction.js';
import { insertSelect, insertValues } from '../database/table-sql.js';
import { cartLineTable } from './cart-line-table.js';
import { cartTable } from './cart-table.js';

const SET_LINE = `
WITH touched AS (
  UPDATE cart SET version = version + 1, updated_at = now() WHERE id = $1 AND version = $4 AND order_id IS NULL RETURNING id
), removed AS (
  DELETE FROM cart_line WHERE cart_id = (SELECT id FROM touched) AND item_id = $2 AND $3::int = 0
), kept AS (
  ${insertSelect(cartLineTable, { cartId: 'id', itemId: '$2', quantity: '$3' })} FROM touched WHERE $3::int > 0
  ON CONFLICT (cart_id, item_id) DO UPDATE SET quantity = excluded.quantity
)
SELECT id FROM touched`;

const SET_DESTINATION = `
UPDATE cart SET destination = $2, version = version + 1, updated_at = now() WHERE id = $1 AND order_id IS NULL`;

const CREATE = insertValues(cartTable, { id: '$1', tokenHash: '$2', currency: '$3', destination: '$4' });

const OPEN_FOR_ACCOUNT = `
${insertValues(cartTable, { id: '$1', accountId: '$2', currency: '$3', destination: '$4' })}
ON CONFLICT (account_id) WHERE account_id IS NOT NULL AND order_id IS NULL
DO UPDATE SET currency = excluded.currency, version = cart.version + 1, updated_at = now()
WHERE cart.order_id IS NULL AND cart.currency <> excluded.currency AND NOT EXISTS (SELECT FROM cart_line l WHERE l.cart_id = cart.id)`;

const MOVE_UNITS = `
WITH wanted AS (
  SELECT * FROM unnest($3::text[], $4::int[]) AS w (item_id, quantity)
), lessened AS (
  UPDATE cart_line l SET quantity = l.quantity - w.quantity FROM wanted w
  WHERE l.cart_id = $1 AND l.item_id = w.item_id AND l.quantity > w.quantity
), emptied AS (
  DELETE FROM cart_line l USING wanted w WHERE l.cart_id = $1 AND l.item_id = w.item_id AND l.quantity <= w.quantity
), added AS (
  ${insertSelect(cartLineTable, { cartId: '$2', itemId: 'item_id', quantity: 'quantity' })} FROM wanted
  ON CONFLICT (cart_id, item_id) DO UPDATE SET quantity = cart_line.quantity + excluded.quantity
)
UPDATE cart SET version = version + 1, updated_at = now() WHERE id IN ($1, $2)`;

/** The query for a cart; its name depends on the key, because a prepared statement has one text. */
function findCart(key: CartKey, destination: string | null) {
  const values = [keyValueOf(key), destination];
  if ('tokenHash' in key) return { name: 'cart-find', text: `${FIND_CART}${BY_TOKEN}`, values };
  return { name: 'cart-find-of-account', text: `${FIND_CART}${OF_ACCOUNT}`, values };
}

const BY_TOKEN = ' WHERE c.token_hash = $1';
const OF_ACCOUNT = ' WHERE c.account_id = $1 AND c.order_id IS NULL';

function findCartAndItem(key: CartKey, itemId: ItemId) {
  const values = [keyValueOf(key), null, itemId];
  if ('tokenHash' in key) {
    return { name: 'cart-find-with-item', text: `${FIND_CART_AND_ITEM}${BY_TOKEN}`, values };
  }
  return { name: 'cart-find-of-account-with-item', text: `${FIND_CART_AND_ITEM}${OF_ACCOUNT}`, values };
}

function keyValueOf(key: CartKey): string {
  return 'tokenHash' in key ? key.tokenHash : key.accountId;
}

/** Carts in Postgres. */
export function createCartStore(pool: Pool): Carts {
  return {
    async create({ id, tokenHash, currency, destination }) {
      const values = [id, tokenHash, currency, destination];
      await pool.query({ name: 'cart-create', text: CREATE, values });
      // Without lines nothing is taxed; the first read of a filled cart loads the rates.
      return { id, currency, destination, taxRates: [], version: 1, orderId: null, lines: [] };
    },
    async openForAccount({ accountId, currency, destination }, tx) {
      const values = [newId('crt'), accountId, currency, destination];
      const query = { name: 'cart-open-for-account', text: OPEN_FOR_ACCOUNT, values };
      await (tx === undefined ? pool : clientOf(tx)).query(query);
    },
    async find(key) {
      const { rows } = await pool.query<CartRow>(findCart(key, null));
      return rows[0] === undefined ? null : cartFrom(rows[0]);
    },
    async findWithItem(key, itemId) {
      const { rows } = await pool.query<CartRow>(findCartAndItem(key, itemId));
      if (rows[0] === undefined) return null;
      const { lines, ...cart } = cartFrom(rows[0]);
      const item = lines.find((line) => line.item.id === itemId)?.item ?? null;
      return { cart: { ...cart, lines: lines.filter(({ quantity }) => quantity > 0) }, item };
    },
    async lock(tx, key, destination) {
      const { name, text, values } = findCart(key, destination);
      const query = { name: `${name}-and-lock`, text: `${text} FOR UPDATE OF c`, values };
      const client = clientOf(tx);
      const { rows } = await client.query<CartRow>(query);
      if (rows[0] === undefined) return null;
      if (rows[0].version === rows[0].seen_version) return cartFrom(rows[0]);
      // Another tab changed the cart while we waited for the lock, so the lines are stale. We hold the lock now: read again.
      const again = await client.query<CartRow>(query);
      return again.rows[0] === undefined ? null : cartFrom(again.rows[0]);
    },
    async setLine({ cartId, itemId, quantity, version }) {
      const values = [cartId, itemId, quantity, version];
      const { rows } = await pool.query({ name: 'cart-set-line', text: SET_LINE, values });
      return rows.length === 1;
    },
    async moveUnits(tx, { from, to, units }) {
      const values = [from, to, units.map(({ itemId }) => itemId), units.map(({ quantity }) => quantity)];
      await clientOf(tx).query({ name: 'cart-move-units', text: MOVE_UNITS, values });
    },
    async setDestination(cartId, destination) {
      const values = [cartId, destination];
      await pool.query({ name: 'cart-set-destination', text: SET_DESTINATION, values });
    },
  };
}
