import { allocate } from '../shared/allocation.js';

/** The split of an amount of a seller order; the three amounts sum to it. */
export type SellerSplit = Readonly<{ payableMinor: bigint; commissionMinor: bigint; taxMinor: bigint }>;

/** The terms that a seller order's money is split by; fixed when the order is placed. */
export type SellerTerms = Readonly<{
  totalMinor: bigint;
  commissionMinor: bigint;
  /** Added to the prices or included in them. */
  taxMinor: bigint;
  /** Who remits the tax to the tax authority. */
  taxRemittedBy: 'PLATFORM' | 'SELLER';
  /** Whether refunds return the commission. */
  refundPolicy: 'COMMISSION_RETURNED' | 'COMMISSION_KEPT';
}>;

export const EMPTY_SPLIT: SellerSplit = { payableMinor: 0n, commissionMinor: 0n, taxMinor: 0n };

/** The split of the whole seller order. Tax remitted by the seller is part of the payable. */
export function agreedSplit(terms: SellerTerms): SellerSplit {
  const { totalMinor, commissionMinor } = terms;
  const taxMinor = terms.taxRemittedBy === 'SELLER' ? 0n : terms.taxMinor;
  return { payableMinor: totalMinor - commissionMinor - taxMinor, commissionMinor, taxMinor };
}

/**
 * The split of a captured amount: by largest remainder of what has not been captured yet. However an order is captured,
 * the split of each capture sums to its amount, and all together sum to the agreed split.
 */
export function captureSplit(terms: SellerTerms, captured: SellerSplit, amountMinor: bigint): SellerSplit {
  return allocateSplit(amountMinor, minus(agreedSplit(terms), captured));
}

/** The split of a refund of what is captured and not refunded yet; a kept commission is borne by the seller. */
export function refundSplit(
  { refundPolicy }: SellerTerms,
  { captured, refunded }: { captured: SellerSplit; refunded: SellerSplit },
  amountMinor: bigint,
): SellerSplit {
  const left = minus(captured, refunded);
  if (refundPolicy === 'COMMISSION_RETURNED') return allocateSplit(amountMinor, left);
  const bySeller = left.payableMinor + left.commissionMinor;
  return allocateSplit(amountMinor, { ...left, payableMinor: bySeller, commissionMinor: 0n });
}

/**
 * The split of a reversed refund: captured from the refunded amounts, so that reversing all refunds undoes them exactly.
 */
export function reversalSplit(refunded: SellerSplit, amountMinor: bigint): SellerSplit {
  return allocateSplit(amountMinor, refunded);
}

export function plus(a: SellerSplit, b: SellerSplit): SellerSplit {
  return {
    payableMinor: a.payableMinor + b.payableMinor,
    commissionMinor: a.commissionMinor + b.commissionMinor,
    taxMinor: a.taxMinor + b.taxMinor,
  };
}

export function totalOf({ payableMinor, commissionMinor, taxMinor }: SellerSplit): bigint {
  return payableMinor + commissionMinor + taxMinor;
}

export function minus(a: SellerSplit, b: SellerSplit): SellerSplit {
  return {
    payableMinor: a.payableMinor - b.payableMinor,
    commissionMinor: a.commissionMinor - b.commissionMinor,
    taxMinor: a.taxMinor - b.taxMinor,
  };
}

function allocateSplit(amountMinor: bigint, left: SellerSplit): SellerSplit {
  if (amountMinor > totalOf(left))
    throw new Error(`cannot split ${amountMinor}: the seller order has ${totalOf(left)} left`);
  const [payableMinor = 0n, commissionMinor = 0n, taxMinor = 0n] = allocate(amountMinor, [
    left.payableMinor,
    left.commissionMinor,
    left.taxMinor,
  ]);
  return { payableMinor, commissionMinor, taxMinor };
}
