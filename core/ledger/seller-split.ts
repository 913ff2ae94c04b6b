import { allocate } from '../shared/allocation.js';

/** How an amount of a seller order is shared out; the three sum to the amount. */
export type SellerSplit = Readonly<{ payableMinor: bigint; commissionMinor: bigint; taxMinor: bigint }>;

/** The terms of a seller order that its money is shared out by; fixed when the order was placed. */
export type SellerTerms = Readonly<{
  totalMinor: bigint;
  commissionMinor: bigint;
  /** Added to the prices or contained in them. */
  taxMinor: bigint;
  /** Who passes the tax on to the tax office. */
  taxRemittedBy: 'PLATFORM' | 'SELLER';
  /** What becomes of the commission when the shopper gets money back. */
  refundPolicy: 'COMMISSION_RETURNED' | 'COMMISSION_KEPT';
}>;

export const EMPTY_SPLIT: SellerSplit = { payableMinor: 0n, commissionMinor: 0n, taxMinor: 0n };

/** How the whole seller order is shared out. Tax that the seller remits is part of what he gets. */
export function agreedSplit(terms: SellerTerms): SellerSplit {
  const { totalMinor, commissionMinor } = terms;
  const taxMinor = terms.taxRemittedBy === 'SELLER' ? 0n : terms.taxMinor;
  return { payableMinor: totalMinor - commissionMinor - taxMinor, commissionMinor, taxMinor };
}

/**
 * The shares of a captured part: by largest remainder of what has not been taken yet. However an order is cut into
 * captures, each sums to its amount and all together to what was agreed.
 */
export function captureSplit(terms: SellerTerms, taken: SellerSplit, amountMinor: bigint): SellerSplit {
  return allocateSplit(amountMinor, minus(agreedSplit(terms), taken));
}

/** The shares of a refund of what was taken and not given back yet; a commission that is kept is borne by the seller. */
export function refundSplit(
  { refundPolicy }: SellerTerms,
  { taken, givenBack }: { taken: SellerSplit; givenBack: SellerSplit },
  amountMinor: bigint,
): SellerSplit {
  const left = minus(taken, givenBack);
  if (refundPolicy === 'COMMISSION_RETURNED') return allocateSplit(amountMinor, left);
  const bySeller = left.payableMinor + left.commissionMinor;
  return allocateSplit(amountMinor, { ...left, payableMinor: bySeller, commissionMinor: 0n });
}

/** The shares of a refund that came back: out of what was given back, so that all of them together undo all refunds. */
export function reversalSplit(givenBack: SellerSplit, amountMinor: bigint): SellerSplit {
  return allocateSplit(amountMinor, givenBack);
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
    throw new Error(`${amountMinor} of a seller order that has ${totalOf(left)} left`);
  const [payableMinor = 0n, commissionMinor = 0n, taxMinor = 0n] = allocate(amountMinor, [
    left.payableMinor,
    left.commissionMinor,
    left.taxMinor,
  ]);
  return { payableMinor, commissionMinor, taxMinor };
}
