import type { Cart, CartItem, CartLine } from '../../../core/cart/cart.js';
import type { WeightClass } from '../../../core/catalog/shipping.js';
import type { TaxClass, TaxRate } from '../../../core/catalog/tax.js';
import type { CommissionPlan } from '../../../core/catalog/commission.js';
import type { CaptureMode } from '../../../core/catalog/seller.js';
import type { ItemId, SellerId } from '../../../core/shared/ids.js';
import { money } from '../../../core/shared/money.js';
import type { StoredRow } from '../database/table.js';
import { pick } from '../database/table.js';
import { decode } from '../database/table-rows.js';
import { selectList } from '../database/table-sql.js';
import { cartTable } from './cart-table.js';

const cart = pick(cartTable, 'id', 'currency', 'version', 'orderId');

/** The lines of a cart. */
const PRESENT_LINES = 'SELECT item_id, quantity, added_at FROM cart_line WHERE cart_id = c.id';

/** The same, plus item $3 as a line of zero units unless the cart has it. */
const PRESENT_AND_WANTED_LINES = `${PRESENT_LINES}
     UNION ALL SELECT i.id, 0, 'infinity' FROM item i WHERE i.id = $3 AND NOT EXISTS (SELECT FROM cart_line p WHERE p.cart_id = c.id AND p.item_id = i.id)`;

/**
 * A cart with its lines, the sellers' terms and the tax of the destination ($2, else the cart's own) in one row; amounts
 * as text, because JSON numbers lose precision.
 */
const findCartWith = (lines: string): string => `
SELECT ${selectList(cart, 'c')}, coalesce($2, c.destination) AS destination,
  (SELECT seen.version FROM cart seen WHERE seen.id = c.id) AS seen_version,
  (SELECT coalesce(json_agg(json_build_object('taxClass', t.tax_class, 'bps', t.bps, 'isIncluded', t.is_included) ORDER BY t.tax_class), '[]')
   FROM tax_rate t WHERE t.country = coalesce($2, c.destination)) AS tax_rates,
  (SELECT coalesce(json_agg(json_build_object(
     'quantity', l.quantity, 'itemId', i.id, 'sku', i.sku, 'upc', i.upc, 'name', i.name, 'description', i.description, 'category', i.category, 'picture', i.picture,
     'priceMinor', i.price_minor::text, 'currency', i.currency, 'active', i.active, 'taxClass', i.tax_class, 'weightClass', i.weight_class, 'itemVersion', i.version,
     'availableUnits', st.on_hand - st.reserved,
     'sellerId', s.id, 'slug', s.slug, 'sellerName', s.name, 'tagline', s.tagline, 'accent', s.accent,
     'captureMode', s.capture_mode,
     'letterMinor', coalesce(sh.letter_minor, s.shipping_minor)::text, 'parcelMinor', coalesce(sh.parcel_minor, s.shipping_minor)::text,
     'bulkyMinor', coalesce(sh.bulky_minor, s.shipping_minor)::text, 'freeFromMinor', sh.free_from_minor::text, 'shippingVersion', coalesce(sh.version, 0),
     'commissionBps', coalesce(cp.bps, s.commission_bps), 'commissionFixedMinor', coalesce(cp.fixed_minor, 0)::text,
     'commissionMinMinor', coalesce(cp.min_minor, 0)::text, 'commissionMaxMinor', cp.max_minor::text,
     'refundPolicy', coalesce(cp.refund_policy, 'COMMISSION_RETURNED'), 'taxRemittedBy', coalesce(cp.tax_remitted_by, 'PLATFORM'),
     'commissionVersion', coalesce(cp.version, 0)
   ) ORDER BY l.added_at, i.id), '[]')
   FROM (${lines}) l
   JOIN item i ON i.id = l.item_id
   JOIN stock st ON st.item_id = i.id
   JOIN seller s ON s.id = i.seller_id
   LEFT JOIN shipping_terms sh ON sh.seller_id = s.id AND sh.currency = c.currency
   LEFT JOIN commission_plan cp ON cp.seller_id = s.id AND cp.currency = c.currency) AS lines
FROM cart c`;

export const FIND_CART = findCartWith(PRESENT_LINES);
export const FIND_CART_AND_ITEM = findCartWith(PRESENT_AND_WANTED_LINES);

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
  taxClass: TaxClass;
  weightClass: WeightClass;
  itemVersion: number;
  availableUnits: number;
  sellerId: SellerId;
  slug: string;
  sellerName: string;
  tagline: string;
  accent: string;
  captureMode: CaptureMode;
  letterMinor: string;
  parcelMinor: string;
  bulkyMinor: string;
  freeFromMinor: string | null;
  shippingVersion: number;
  commissionBps: number;
  commissionFixedMinor: string;
  commissionMinMinor: string;
  commissionMaxMinor: string | null;
  refundPolicy: CommissionPlan['refundPolicy'];
  taxRemittedBy: CommissionPlan['taxRemittedBy'];
  commissionVersion: number;
};

/** A cart as one row. */
export type CartRow = StoredRow<typeof cart> & {
  destination: string;
  tax_rates: readonly TaxRate[];
  /** The version that the lines belong to; differs from `version` if the statement waited for a concurrent change. */
  seen_version: number;
  lines: readonly LineRow[];
};

/** Maps a row to a cart. */
export function cartFrom({ tax_rates: taxRates, lines, destination, ...row }: CartRow): Cart {
  return { ...decode(cart, row), destination, taxRates, lines: lines.map(lineFrom) };
}

function lineFrom(line: LineRow): CartLine {
  const { itemId: id, sellerId, sku, upc, name, description, category, picture, quantity } = line;
  const { availableUnits, active, taxClass, weightClass, itemVersion: version } = line;
  const item = { id, sellerId, sku, upc, name, description, category, picture, availableUnits, active };
  const price = money(BigInt(line.priceMinor), line.currency);
  return { quantity, item: { ...item, taxClass, weightClass, version, price, seller: sellerFrom(line) } };
}

function sellerFrom(line: LineRow): CartItem['seller'] {
  const { sellerId: id, slug, sellerName: name, tagline, accent, captureMode } = line;
  return {
    ...{ id, slug, name, tagline, accent, captureMode },
    shipping: {
      pricesMinor: {
        LETTER: BigInt(line.letterMinor),
        PARCEL: BigInt(line.parcelMinor),
        BULKY: BigInt(line.bulkyMinor),
      },
      freeFromMinor: bigintOrNull(line.freeFromMinor),
      version: line.shippingVersion,
    },
    commission: {
      bps: line.commissionBps,
      fixedMinor: BigInt(line.commissionFixedMinor),
      minMinor: BigInt(line.commissionMinMinor),
      maxMinor: bigintOrNull(line.commissionMaxMinor),
      refundPolicy: line.refundPolicy,
      taxRemittedBy: line.taxRemittedBy,
      version: line.commissionVersion,
    },
  };
}

function bigintOrNull(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
