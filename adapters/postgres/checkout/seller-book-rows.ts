import type { SellerBook } from '../../../core/ledger/book-payment-order.js';
import type { Shares } from '../../../core/ledger/seller-shares.js';
import { totalOf } from '../../../core/ledger/seller-shares.js';

/** The part of a seller order (`so`) that its money is shared out by, as members of a JSON object. */
export const SELLER_BOOK = `
  'commissionMinor', so.commission_minor::text, 'taxMinor', (so.tax_minor + so.tax_included_minor)::text,
  'taxRemittedBy', so.commission_plan->>'taxRemittedBy', 'refundPolicy', so.commission_plan->>'refundPolicy',
  'capturedMinor', so.captured_minor::text, 'capturedCommissionMinor', so.captured_commission_minor::text,
  'capturedTaxMinor', so.captured_tax_minor::text, 'refundedMinor', so.refunded_minor::text,
  'refundedCommissionMinor', so.refunded_commission_minor::text, 'refundedTaxMinor', so.refunded_tax_minor::text`;

export type SellerBookRow = {
  totalMinor: string;
  commissionMinor: string;
  taxMinor: string;
  taxRemittedBy: string | null;
  refundPolicy: string | null;
  capturedMinor: string;
  capturedCommissionMinor: string;
  capturedTaxMinor: string;
  refundedMinor: string;
  refundedCommissionMinor: string;
  refundedTaxMinor: string;
};

/** The book of a row. A plan that says nothing of tax and refunds leaves both with the platform and in proportion. */
export function sellerBookFrom(row: SellerBookRow): SellerBook {
  return {
    terms: {
      totalMinor: BigInt(row.totalMinor),
      commissionMinor: BigInt(row.commissionMinor),
      taxMinor: BigInt(row.taxMinor),
      taxRemittedBy: row.taxRemittedBy === 'SELLER' ? 'SELLER' : 'PLATFORM',
      refundPolicy: row.refundPolicy === 'COMMISSION_KEPT' ? 'COMMISSION_KEPT' : 'COMMISSION_RETURNED',
    },
    taken: sharesFrom(row.capturedMinor, row.capturedCommissionMinor, row.capturedTaxMinor),
    givenBack: sharesFrom(row.refundedMinor, row.refundedCommissionMinor, row.refundedTaxMinor),
  };
}

/** The columns of a book that a decision changes. */
export function sellerBookColumns({ taken, givenBack }: SellerBook) {
  return {
    captured: totalOf(taken),
    captured_commission: taken.commissionMinor,
    captured_tax: taken.taxMinor,
    refunded: totalOf(givenBack),
    refunded_commission: givenBack.commissionMinor,
    refunded_tax: givenBack.taxMinor,
  };
}

function sharesFrom(total: string, commission: string, tax: string): Shares {
  const [commissionMinor, taxMinor] = [BigInt(commission), BigInt(tax)];
  return { payableMinor: BigInt(total) - commissionMinor - taxMinor, commissionMinor, taxMinor };
}
