import type { SellerBook } from '../../../core/ledger/book-payment-order.js';
import type { SellerSplit } from '../../../core/ledger/seller-split.js';
import { totalOf } from '../../../core/ledger/seller-split.js';
import { pick } from '../database/table.js';
import type { StoredRow } from '../database/table.js';
import { decode } from '../database/table-rows.js';
import { members } from '../database/table-sql.js';
import { sellerOrderTable } from './seller-order-table.js';

/** The columns of a seller order that form its book. */
export const BOOK = [
  'totalMinor',
  'commissionMinor',
  'capturedMinor',
  'capturedCommissionMinor',
  'capturedTaxMinor',
  'refundedMinor',
  'refundedCommissionMinor',
  'refundedTaxMinor',
] as const;

const book = pick(sellerOrderTable, ...BOOK);

/** The fields of a seller order (`so`) that determine the split of its money, as members of a JSON object. */
export const SELLER_BOOK = `${members(book, 'so')},
  'taxMinor', (so.tax_minor + so.tax_included_minor)::text,
  'taxRemittedBy', so.commission_plan->>'taxRemittedBy', 'refundPolicy', so.commission_plan->>'refundPolicy'`;

export type SellerBookRow = StoredRow<typeof book> &
  Readonly<{ taxMinor: string; taxRemittedBy: string | null; refundPolicy: string | null }>;

/** Maps a row to a book. By default the platform remits the tax, and refunds return commission in proportion. */
export function sellerBookFrom(row: SellerBookRow): SellerBook {
  const stored = decode(book, row);
  return {
    terms: {
      totalMinor: stored.totalMinor,
      commissionMinor: stored.commissionMinor,
      taxMinor: BigInt(row.taxMinor),
      taxRemittedBy: row.taxRemittedBy === 'SELLER' ? 'SELLER' : 'PLATFORM',
      refundPolicy: row.refundPolicy === 'COMMISSION_KEPT' ? 'COMMISSION_KEPT' : 'COMMISSION_RETURNED',
    },
    taken: splitFrom(stored.capturedMinor, stored.capturedCommissionMinor, stored.capturedTaxMinor),
    givenBack: splitFrom(stored.refundedMinor, stored.refundedCommissionMinor, stored.refundedTaxMinor),
  };
}

/** The columns of a book that decisions change. */
export function sellerBookColumns({ taken, givenBack }: SellerBook) {
  return {
    capturedMinor: totalOf(taken),
    capturedCommissionMinor: taken.commissionMinor,
    capturedTaxMinor: taken.taxMinor,
    refundedMinor: totalOf(givenBack),
    refundedCommissionMinor: givenBack.commissionMinor,
    refundedTaxMinor: givenBack.taxMinor,
  };
}

function splitFrom(totalMinor: bigint, commissionMinor: bigint, taxMinor: bigint): SellerSplit {
  return { payableMinor: totalMinor - commissionMinor - taxMinor, commissionMinor, taxMinor };
}
