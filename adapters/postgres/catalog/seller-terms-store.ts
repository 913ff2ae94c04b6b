import type { InferEntity } from '@mikro-orm/postgresql';

import type { CommissionPlan } from '../../../core/catalog/commission.js';
import type { TermsEdit, TermsEdits } from '../../../core/catalog/ports.js';
import type { SellerTerms } from '../../../core/catalog/seller-terms.js';
import type { ShippingTerms } from '../../../core/catalog/shipping.js';
import type { Database } from '../database/database.js';
import { CommissionPlanEntity, SellerEntity, ShippingTermsEntity } from './catalog-entities.js';

type SellerRecord = InferEntity<typeof SellerEntity>;

/** An edit applies only to the version that was read; 0 means no row yet. */
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

/** Shipping terms and commission plans in Postgres. */
export function createSellerTermsStore({ orm, pool }: Pick<Database, 'orm' | 'pool'>): TermsEdits {
  const set = async (name: string, text: string, values: unknown[]): Promise<number | null> => {
    const { rows } = await pool.query<{ version: number }>({ name, text, values });
    return rows[0]?.version ?? null;
  };
  return {
    async list(sellerId) {
      const populate = ['shippingTerms', 'commissionPlans'] as const;
      const seller = await orm.em.fork().findOne(SellerEntity, sellerId, { populate, strategy: 'joined' });
      return seller === null ? [] : termsOf(seller);
    },
    async versionOf(kind, sellerId, currency) {
      const em = orm.em.fork();
      const where = { seller: sellerId, currency };
      const terms =
        kind === 'SHIPPING'
          ? await em.findOne(ShippingTermsEntity, where)
          : await em.findOne(CommissionPlanEntity, where);
      return terms?.version ?? 0;
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

function termsOf({ shippingTerms, commissionPlans }: SellerRecord): readonly SellerTerms[] {
  const shipping = new Map(shippingTerms.getItems().map((each) => [each.currency, shippingFrom(each)]));
  const commission = new Map(commissionPlans.getItems().map((each) => [each.currency, planFrom(each)]));
  return [...new Set([...shipping.keys(), ...commission.keys()])].toSorted().map((currency) => ({
    currency,
    shipping: shipping.get(currency) ?? null,
    commission: commission.get(currency) ?? null,
  }));
}

function shippingFrom(record: InferEntity<typeof ShippingTermsEntity>): ShippingTerms {
  const { letterMinor: LETTER, parcelMinor: PARCEL, bulkyMinor: BULKY, freeFromMinor, version } = record;
  return { pricesMinor: { LETTER, PARCEL, BULKY }, freeFromMinor: freeFromMinor ?? null, version };
}

function planFrom(record: InferEntity<typeof CommissionPlanEntity>): CommissionPlan {
  const { bps, fixedMinor, minMinor, maxMinor, refundPolicy, taxRemittedBy, version } = record;
  return { bps, fixedMinor, minMinor, maxMinor: maxMinor ?? null, refundPolicy, taxRemittedBy, version };
}
