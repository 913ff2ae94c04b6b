import type { Item } from '../../../core/catalog/item.js';
import type { PlannedRow } from '../../../core/catalog/plan-import.js';
import type { ItemImports } from '../../../core/catalog/ports.js';
import type { StockLevel } from '../../../core/inventory/ports.js';
import { newId } from '../../../core/shared/ids.js';
import type { ItemRow } from './item-rows.js';
import { ITEM_COLUMNS, itemOfRow } from './item-rows.js';
import { toJson } from '../database/json.js';
import { clientOf, violatedConstraintOf } from '../database/pg-transaction.js';

/** Locks in id order, like every other lock on items. Stock stays unlocked so that checkouts go on; the write checks it. */
const LOCK = `
SELECT ${ITEM_COLUMNS}, st.on_hand, st.reserved, i.seller_id = $1 AND i.sku = ANY($2) AS is_named
FROM item i JOIN stock st ON st.item_id = i.id
WHERE (i.seller_id = $1 AND i.sku = ANY($2)) OR i.upc = ANY($3)
ORDER BY i.id FOR NO KEY UPDATE OF i`;

const WRITE = `
WITH r AS (
  SELECT * FROM jsonb_to_recordset($1) AS r (
    id text, edit_id text, adjustment_id text, is_new boolean, is_changed boolean, sku text, upc text, name text, description text,
    category text, picture text, price bigint, currency text, tax_class text, weight_class text, active boolean, delta int, reason text, note text)
), old AS (
  SELECT i.* FROM item i JOIN r ON r.id = i.id WHERE r.is_changed AND NOT r.is_new
), changed AS (
  UPDATE item i SET upc = r.upc, name = r.name, description = r.description, category = r.category, picture = r.picture,
    price_minor = r.price, tax_class = r.tax_class, weight_class = r.weight_class, active = r.active, version = i.version + 1
  FROM r WHERE i.id = r.id AND r.is_changed AND NOT r.is_new RETURNING i.*
), added AS (
  INSERT INTO item (id, seller_id, sku, upc, name, description, category, picture, price_minor, currency, tax_class, weight_class, active)
  SELECT id, $2, sku, upc, name, description, category, picture, price, currency, tax_class, weight_class, active FROM r WHERE is_new
  RETURNING *
), stocked AS (
  INSERT INTO stock (item_id, on_hand) SELECT id, coalesce(delta, 0) FROM r WHERE is_new RETURNING item_id, on_hand, reserved
), adjusted AS (
  UPDATE stock s SET on_hand = s.on_hand + r.delta FROM r
  WHERE s.item_id = r.id AND r.delta IS NOT NULL AND NOT r.is_new AND s.on_hand + r.delta >= s.reserved
  RETURNING s.item_id, s.on_hand, s.reserved
), corrected AS (
  INSERT INTO stock_adjustment (id, item_id, account_id, idempotency_key, delta, reason, note, on_hand, reserved)
  SELECT r.adjustment_id, r.id, $3, r.adjustment_id, r.delta, r.reason, r.note, s.on_hand, s.reserved
  FROM r JOIN (SELECT * FROM stocked UNION ALL SELECT * FROM adjusted) s ON s.item_id = r.id WHERE r.delta IS NOT NULL
  RETURNING id
), noted AS (
  INSERT INTO item_edit (id, item_id, account_id, cause, before, after)
  SELECT r.edit_id, i.id, $3, 'IMPORTED', to_jsonb(old) - 'search_words'::text, to_jsonb(i) - 'search_words'::text
  FROM (SELECT * FROM changed UNION ALL SELECT * FROM added) i JOIN r ON r.id = i.id LEFT JOIN old ON old.id = i.id
)
SELECT count(*)::int AS corrected FROM corrected`;

const UNIQUE_CODES = new Set(['item_sku_is_unique_per_seller', 'item_upc_is_unique']);

type KnownRow = ItemRow & { on_hand: number; reserved: number; is_named: boolean };

/** Imports in Postgres: one statement to lock and read, one to write. */
export function createItemImportStore(): ItemImports {
  return {
    async lock(tx, sellerId, rows) {
      const skus = rows.map(({ cells }) => cells.sku ?? '');
      const upcs = rows.map(({ cells }) => cells.upc ?? '');
      const query = { name: 'item-import-lock', text: LOCK, values: [sellerId, skus, upcs] };
      const found = await clientOf(tx).query<KnownRow>(query);
      return {
        bySku: new Map(
          found.rows.filter((row) => row.is_named).map((row) => [row.sku, withStock(row)] as const),
        ),
        upcOwners: new Map(found.rows.flatMap(({ upc, id }) => (upc === null ? [] : [[upc, id] as const]))),
      };
    },
    async write(tx, { sellerId, accountId, rows }) {
      if (rows.length === 0) return true;
      const values = [toJson(rows.map(recordOf)), sellerId, accountId];
      try {
        const query = { name: 'item-import-write', text: WRITE, values };
        const written = await clientOf(tx).query<{ corrected: number }>(query);
        const wanted = rows.filter(({ adjustment }) => adjustment !== null).length;
        return written.rows[0]?.corrected === wanted;
      } catch (error) {
        if (UNIQUE_CODES.has(violatedConstraintOf(error))) return false;
        throw error;
      }
    },
  };
}

function withStock(row: KnownRow): Item & { stock: StockLevel } {
  return { ...itemOfRow(row), stock: { onHand: row.on_hand, reserved: row.reserved } };
}

function recordOf({ id, editId, isNew, isChanged, details, active, adjustment }: PlannedRow) {
  const { sku, upc, name, description, category, picture, price, taxClass, weightClass } = details;
  return {
    ...{ id, edit_id: editId, adjustment_id: newId('adj'), is_new: isNew, is_changed: isChanged },
    ...{ sku, upc, name, description, category, picture, active },
    ...{ price: price.amountMinor, currency: price.currency, tax_class: taxClass, weight_class: weightClass },
    ...(adjustment ?? { delta: null, reason: null, note: null }),
  };
}
