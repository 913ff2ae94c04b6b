import type { Pool } from 'pg';

import type { Cart } from '../../core/cart/cart.js';
import type { Carts } from '../../core/cart/ports.js';
import type { CaptureMode } from '../../core/catalog/seller.js';
import type { CartId, ItemId, OrderId, SellerId } from '../../core/shared/ids.js';
import { money } from '../../core/shared/money.js';
import { clientOf } from './pg-transaction.js';

/** The cart and all its lines in one row; amounts as text, because JSON numbers lose large ones. */
const FIND = `
SELECT c.id, c.currency, c.version, c.order_id,
  (SELECT coalesce(json_agg(json_build_object(
     'quantity', l.quantity, 'itemId', i.id, 'sku', i.sku, 'upc', i.upc, 'name', i.name, 'description', i.description, 'category', i.category, 'picture', i.picture,
     'priceMinor', i.price_minor::text, 'currency', i.currency, 'active', i.active, 'itemVersion', i.version,
     'availableUnits', st.on_hand - st.reserved,
     'sellerId', s.id, 'slug', s.slug, 'sellerName', s.name, 'tagline', s.tagline, 'accent', s.accent,
     'captureMode', s.capture_mode, 'shippingMinor', s.shipping_minor::text, 'sellerVersion', s.version
   ) ORDER BY l.added_at, i.id), '[]')
   FROM cart_line l
   JOIN item i ON i.id = l.item_id
   JOIN stock st ON st.item_id = i.id
   JOIN seller s ON s.id = i.seller_id
   WHERE l.cart_id = c.id) AS lines
FROM cart c WHERE c.token_hash = $1`;

const SET_LINE = `
WITH touched AS (
  UPDATE cart SET version = version + 1, updated_at = now() WHERE id = $1 RETURNING id
), removed AS (
  DELETE FROM cart_line WHERE cart_id = $1 AND item_id = $2 AND $3::int = 0
)
INSERT INTO cart_line (cart_id, item_id, quantity)
SELECT id, $2, $3 FROM touched WHERE $3::int > 0
ON CONFLICT (cart_id, item_id) DO UPDATE SET quantity = excluded.quantity`;

const CREATE = `INSERT INTO cart (id, token_hash, currency) VALUES ($1, $2, $3)`;

type LineRow = {
  quantity: number;
  itemId: ItemId;
  sku: string;
  upc: string | null;
  name: string;
  description: string;
  category: string;
  picture: string;
  priceMinor: string;
  currency: string;
  active: boolean;
  itemVersion: number;
  availableUnits: number;
  sellerId: SellerId;
  slug: string;
  sellerName: string;
  tagline: string;
  accent: string;
  captureMode: CaptureMode;
  shippingMinor: string;
  sellerVersion: number;
};

type CartRow = {
  id: CartId;
  currency: string;
  version: number;
  order_id: OrderId | null;
  lines: readonly LineRow[];
};

/** Carts in Postgres. */
export function createCartStore(pool: Pool): Carts {
  return {
    async create({ id, tokenHash, currency }) {
      await pool.query({ name: 'cart-create', text: CREATE, values: [id, tokenHash, currency] });
      return { id, currency, version: 1, orderId: null, lines: [] };
    },
    async find(tokenHash) {
      const { rows } = await pool.query<CartRow>({ name: 'cart-find', text: FIND, values: [tokenHash] });
      return rows[0] === undefined ? null : cartFrom(rows[0]);
    },
    async lock(tx, tokenHash) {
      const text = `${FIND} FOR UPDATE OF c`;
      const { rows } = await clientOf(tx).query<CartRow>({ name: 'cart-lock', text, values: [tokenHash] });
      return rows[0] === undefined ? null : cartFrom(rows[0]);
    },
    async setLine({ cartId, itemId, quantity }) {
      await pool.query({ name: 'cart-set-line', text: SET_LINE, values: [cartId, itemId, quantity] });
    },
  };
}

function cartFrom({ id, currency, version, order_id: orderId, lines }: CartRow): Cart {
  return {
    id,
    currency,
    version,
    orderId,
    lines: lines.map((line) => ({
      quantity: line.quantity,
      item: {
        id: line.itemId,
        sellerId: line.sellerId,
        sku: line.sku,
        upc: line.upc,
        name: line.name,
        description: line.description,
        category: line.category,
        picture: line.picture,
        price: money(BigInt(line.priceMinor), line.currency),
        availableUnits: line.availableUnits,
        active: line.active,
        version: line.itemVersion,
        seller: {
          id: line.sellerId,
          slug: line.slug,
          name: line.sellerName,
          tagline: line.tagline,
          accent: line.accent,
          captureMode: line.captureMode,
          shippingMinor: BigInt(line.shippingMinor),
          version: line.sellerVersion,
        },
      },
    })),
  };
}
