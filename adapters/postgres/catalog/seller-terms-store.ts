import type { Pool } from 'pg';

import type { CommissionPlan } from '../../../core/catalog/commission.js';
import type { TermsEdit, TermsEdits } from '../../../core/catalog/ports.js';

/** An edit is made only on the version that was read; 0 stands for no row yet. */
const setOf = (table: string, kind: string, columns: readonly string[]) => `
WITH old AS (
  SELECT * FROM ${table} WHERE seller_id = $3 AND currency = $4 FOR UPDATE
), changed AS (
  INSERT INTO ${table} AS t (seller_id, currency, ${columns.join(', ')})
  SELECT $3, $4, ${columns.map((_, nth) => `$${nth + 6}`).join(', ')} WHERE coalesce((SELECT version FROM old), 0) = $5
  ON CONFLICT (seller_id, currency) DO UPDATE
    SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}, version = t.version + 1 WHERE t.version = $5
  RETURNING *
), noted AS (
  INSERT INTO terms_edit (id, seller_id, currency, kind, version, account_id, before, after)
  SELECT $1, changed.seller_id, changed.currency, '${kind}', changed.version, $2, to_jsonb(old), to_jsonb(changed) FROM changed LEFT JOIN old ON true
)
SELECT version FROM changed`;

const SET_SHIPPING = setOf('shipping_terms', 'SHIPPING', [
  'letter_minor',
  'parcel_minor',
  'bulky_minor',
  'free_from_minor',
]);
const SET_COMMISSION = setOf('commission_plan', 'COMMISSION', [
  'bps',
  'fixed_minor',
  'min_minor',
  'max_minor',
  'refund_policy',
  'tax_remitted_by',
]);

const TABLES = { SHIPPING: 'shipping_terms', COMMISSION: 'commission_plan' } as const;

const LIST = `
SELECT coalesce(sh.currency, cp.currency) AS currency, sh.version AS shipping_version, sh.letter_minor, sh.parcel_minor, sh.bulky_minor, sh.free_from_minor,
  cp.version AS plan_version, cp.bps, cp.fixed_minor, cp.min_minor, cp.max_minor, cp.refund_policy, cp.tax_remitted_by
FROM (SELECT * FROM shipping_terms WHERE seller_id = $1) sh
FULL JOIN (SELECT * FROM commission_plan WHERE seller_id = $1) cp ON cp.currency = sh.currency
ORDER BY 1`;

type TermsRow = {
  currency: string;
  shipping_version: number | null;
  letter_minor: string;
  parcel_minor: string;
  bulky_minor: string;
  free_from_minor: string | null;
  plan_version: number | null;
  bps: number;
  fixed_minor: string;
  min_minor: string;
  max_minor: string | null;
  refund_policy: CommissionPlan['refundPolicy'];
  tax_remitted_by: CommissionPlan['taxRemittedBy'];
};

/** Shipping terms and commission plans in Postgres. */
export function createSellerTermsStore(pool: Pool): TermsEdits {
  const set = async (name: string, text: string, values: unknown[]): Promise<number | null> => {
    const { rows } = await pool.query<{ version: number }>({ name, text, values });
    return rows[0]?.version ?? null;
  };
  return {
    async list(sellerId) {
      const { rows } = await pool.query<TermsRow>({ name: 'terms-list', text: LIST, values: [sellerId] });
      return rows.map((row) => ({
        currency: row.currency,
        shipping: shippingFrom(row),
        commission: planFrom(row),
      }));
    },
    async versionOf(kind, sellerId, currency) {
      const text = `SELECT version FROM ${TABLES[kind]} WHERE seller_id = $1 AND currency = $2`;
      return (await set(`terms-version-${kind}`, text, [sellerId, currency])) ?? 0;
    },
    setShipping(edit, { pricesMinor: { LETTER, PARCEL, BULKY }, freeFromMinor }) {
      const values = [...headOf(edit), LETTER, PARCEL, BULKY, freeFromMinor];
      return set('terms-set-shipping', SET_SHIPPING, values);
    },
    setCommission(edit, { bps, fixedMinor, minMinor, maxMinor, refundPolicy, taxRemittedBy }) {
      const values = [...headOf(edit), bps, fixedMinor, minMinor, maxMinor, refundPolicy, taxRemittedBy];
      return set('terms-set-commission', SET_COMMISSION, values);
    },
  };
}

const headOf = ({ id, accountId, sellerId, currency, version }: TermsEdit): unknown[] => [
  id,
  accountId,
  sellerId,
  currency,
  version,
];

function shippingFrom(row: TermsRow) {
  if (row.shipping_version === null) return null;
  return {
    pricesMinor: {
      LETTER: BigInt(row.letter_minor),
      PARCEL: BigInt(row.parcel_minor),
      BULKY: BigInt(row.bulky_minor),
    },
    freeFromMinor: row.free_from_minor === null ? null : BigInt(row.free_from_minor),
    version: row.shipping_version,
  };
}

function planFrom(row: TermsRow): CommissionPlan | null {
  if (row.plan_version === null) return null;
  return {
    bps: row.bps,
    fixedMinor: BigInt(row.fixed_minor),
    minMinor: BigInt(row.min_minor),
    maxMinor: row.max_minor === null ? null : BigInt(row.max_minor),
    refundPolicy: row.refund_policy,
    taxRemittedBy: row.tax_remitted_by,
    version: row.plan_version,
  };
}
