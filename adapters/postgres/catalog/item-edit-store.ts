import type { ItemDetails } from '../../../core/catalog/item-details.js';
import type { ItemEdits, TakenCode } from '../../../core/catalog/ports.js';
import type { Database } from '../database/database.js';
import { findItem } from './find-item.js';
import type { ItemRow } from './item-rows.js';
import { ITEM_COLUMNS, itemOfRow } from './item-rows.js';
import { violatedConstraintOf } from '../database/pg-transaction.js';

/** Audit rows leave out generated columns. */
const RECORD = `- 'search_words'::text`;

const ADD = `
WITH added AS (
  INSERT INTO item (id, seller_id, sku, upc, name, description, category, picture, price_minor, currency, tax_class, weight_class, active)
  VALUES ($3, $14, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $15) RETURNING *
), st AS (
  INSERT INTO stock (item_id, on_hand) SELECT id, 0 FROM added RETURNING *
), noted AS (
  INSERT INTO item_edit (id, item_id, account_id, cause, after) SELECT $1, i.id, $2, 'CREATED', to_jsonb(i) ${RECORD} FROM added i
)
SELECT ${ITEM_COLUMNS} FROM added i JOIN st ON st.item_id = i.id`;

const changeOf = (condition: string, changes: string, cause: string) => `
WITH old AS (
  SELECT * FROM item WHERE id = $3 AND ${condition} FOR UPDATE
), changed AS (
  UPDATE item i SET ${changes}, version = i.version + 1 FROM old WHERE i.id = old.id RETURNING i.*
), noted AS (
  INSERT INTO item_edit (id, item_id, account_id, cause, before, after)
  SELECT $1, i.id, $2, ${cause}, to_jsonb(old) ${RECORD}, to_jsonb(i) ${RECORD} FROM changed i JOIN old ON old.id = i.id
)
SELECT ${ITEM_COLUMNS} FROM changed i JOIN stock st ON st.item_id = i.id`;

const CHANGE = changeOf(
  'version = $14',
  `sku = $4, upc = $5, name = $6, description = $7, category = $8, picture = $9, price_minor = $10, currency = $11,
    tax_class = $12, weight_class = $13`,
  `'UPDATED'`,
);
const SET_ACTIVE = changeOf(
  'active <> $4',
  'active = $4',
  `CASE WHEN $4::boolean THEN 'ACTIVATED' ELSE 'DEACTIVATED' END`,
);

const TAKEN: Readonly<Record<string, TakenCode>> = {
  item_sku_is_unique_per_seller: 'SKU_TAKEN',
  item_upc_is_unique: 'UPC_TAKEN',
};

/** Edits of items in Postgres; each is one statement, including its audit row. */
export function createItemEditStore({ orm, pool }: Pick<Database, 'orm' | 'pool'>): ItemEdits {
  const first = async (name: string, text: string, values: unknown[]) => {
    const { rows } = await pool.query<ItemRow>({ name, text, values });
    return rows[0] === undefined ? null : itemOfRow(rows[0]);
  };
  return {
    find: (id) => findItem(orm, { id }),
    async add({ edit, id, sellerId, details, active }) {
      const values = [edit.id, edit.accountId, id, ...valuesOf(details), sellerId, active];
      const added = await orTaken(first('item-add', ADD, values));
      if (added === null) throw new Error('the insert returned no row');
      return added;
    },
    change: ({ edit, id, version, details }) =>
      orTaken(first('item-change', CHANGE, [edit.id, edit.accountId, id, ...valuesOf(details), version])),
    setActive: ({ edit, id, active }) =>
      first('item-set-active', SET_ACTIVE, [edit.id, edit.accountId, id, active]),
  };
}

function valuesOf({ sku, upc, name, description, category, picture, ...rest }: ItemDetails): unknown[] {
  const { price, taxClass, weightClass } = rest;
  const texts = [sku, upc, name, description, category, picture];
  return [...texts, price.amountMinor, price.currency, taxClass, weightClass];
}

async function orTaken<Value>(work: Promise<Value>): Promise<Value | TakenCode> {
  try {
    return await work;
  } catch (error) {
    const taken = TAKEN[violatedConstraintOf(error)];
    if (taken === undefined) throw error;
    return taken;
  }
}
