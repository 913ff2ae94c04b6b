import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { SellerTerms, SellerSplit } from './seller-split.js';
import {
  agreedSplit,
  minus,
  EMPTY_SPLIT,
  plus,
  captureSplit,
  refundSplit,
  reversalSplit,
  totalOf,
} from './seller-split.js';

/** Terms of an order: commission and tax are within the total. */
const anyTerms: fc.Arbitrary<SellerTerms> = fc
  .record({
    payable: fc.bigInt(0n, 1_000_000n),
    commission: fc.bigInt(0n, 200_000n),
    tax: fc.bigInt(0n, 200_000n),
    taxRemittedBy: fc.constantFrom('PLATFORM' as const, 'SELLER' as const),
    refundPolicy: fc.constantFrom('COMMISSION_RETURNED' as const, 'COMMISSION_KEPT' as const),
  })
  .map(({ payable, commission, tax, ...policies }) => ({
    totalMinor: payable + commission + tax + 1n,
    commissionMinor: commission,
    taxMinor: tax,
    ...policies,
  }));

const anyCuts = fc.array(fc.bigInt(1n, 99n), { minLength: 1, maxLength: 6 });

/** Splits the total by these weights into parts of at least one minor unit. */
function partsOf(totalMinor: bigint, cuts: readonly bigint[]): bigint[] {
  let left = totalMinor;
  const parts = cuts.slice(1).flatMap((cut) => {
    const part = (left * cut) / 100n;
    left -= part;
    return part > 0n ? [part] : [];
  });
  return left > 0n ? [...parts, left] : parts;
}

const isWithin = (part: SellerSplit, whole: SellerSplit) =>
  part.payableMinor >= 0n &&
  part.commissionMinor >= 0n &&
  part.taxMinor >= 0n &&
  part.commissionMinor <= whole.commissionMinor &&
  part.taxMinor <= whole.taxMinor;

describe('the split of a seller order', () => {
  test('sums to its total; tax remitted by the seller is payable to the seller', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        expect(totalOf(agreedSplit(terms))).toBe(terms.totalMinor);
        expect(agreedSplit(terms).taxMinor).toBe(terms.taxRemittedBy === 'SELLER' ? 0n : terms.taxMinor);
      }),
    );
  });

  test('of each capture sums to its amount, and of all captures to the agreed split, in any sequence', () => {
    fc.assert(
      fc.property(anyTerms, anyCuts, (terms, cuts) => {
        let captured = EMPTY_SPLIT;
        for (const part of partsOf(terms.totalMinor, cuts)) {
          const split = captureSplit(terms, captured, part);
          expect(totalOf(split)).toBe(part);
          expect(isWithin(split, agreedSplit(terms))).toBe(true);
          captured = plus(captured, split);
        }
        expect(captured).toEqual(agreedSplit(terms));
      }),
    );
  });

  test('of all refunds undoes the captures, except for a kept commission', () => {
    fc.assert(
      fc.property(anyTerms, anyCuts, (terms, cuts) => {
        const captured = agreedSplit(terms);
        let refunded = EMPTY_SPLIT;
        for (const part of partsOf(terms.totalMinor, cuts)) {
          const split = refundSplit(terms, { captured, refunded }, part);
          expect(totalOf(split)).toBe(part);
          expect(isWithin(split, captured)).toBe(true);
          refunded = plus(refunded, split);
        }
        const { payableMinor, commissionMinor, taxMinor } = captured;
        const bySeller = { payableMinor: payableMinor + commissionMinor, commissionMinor: 0n, taxMinor };
        expect(refunded).toEqual(terms.refundPolicy === 'COMMISSION_KEPT' ? bySeller : captured);
      }),
    );
  });

  test('of reversed refunds undoes the refunds, in any sequence', () => {
    fc.assert(
      fc.property(anyTerms, anyCuts, (terms, cuts) => {
        const captured = agreedSplit(terms);
        const parts = partsOf(terms.totalMinor, cuts);
        let refunded = EMPTY_SPLIT;
        for (const part of parts) refunded = plus(refunded, refundSplit(terms, { captured, refunded }, part));
        for (const part of parts.toReversed()) {
          const split = reversalSplit(refunded, part);
          expect(totalOf(split)).toBe(part);
          expect(isWithin(split, refunded)).toBe(true);
          refunded = minus(refunded, split);
        }
        expect(refunded).toEqual(EMPTY_SPLIT);
      }),
    );
  });

  test('of a partial capture is proportional to the minor unit', () => {
    const terms = {
      totalMinor: 1_000n,
      commissionMinor: 100n,
      taxMinor: 160n,
      taxRemittedBy: 'PLATFORM',
      refundPolicy: 'COMMISSION_RETURNED',
    } as const;
    const half = captureSplit(terms, EMPTY_SPLIT, 333n);
    expect(half).toEqual({ payableMinor: 247n, commissionMinor: 33n, taxMinor: 53n });
  });

  test('rejects more than is left', () => {
    fc.assert(
      fc.property(anyTerms, fc.bigInt(1n, 1_000n), (terms, more) => {
        expect(() => captureSplit(terms, EMPTY_SPLIT, terms.totalMinor + more)).toThrow('left');
      }),
    );
  });
});
