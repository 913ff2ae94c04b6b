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

/** Terms as an order keeps them: commission and tax are within the total. */
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

/** The total cut into parts of at least one minor unit by these weights. */
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

describe('the shares of a seller order', () => {
  test('sum to its total; tax that the seller remits is theirs', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        expect(totalOf(agreedSplit(terms))).toBe(terms.totalMinor);
        expect(agreedSplit(terms).taxMinor).toBe(terms.taxRemittedBy === 'SELLER' ? 0n : terms.taxMinor);
      }),
    );
  });

  test('of its captures each sum to the captured amount and together to what was agreed, however it is cut', () => {
    fc.assert(
      fc.property(anyTerms, anyCuts, (terms, cuts) => {
        let taken = EMPTY_SPLIT;
        for (const part of partsOf(terms.totalMinor, cuts)) {
          const split = captureSplit(terms, taken, part);
          expect(totalOf(split)).toBe(part);
          expect(isWithin(split, agreedSplit(terms))).toBe(true);
          taken = plus(taken, split);
        }
        expect(taken).toEqual(agreedSplit(terms));
      }),
    );
  });

  test('of its refunds together give everything back, except a commission that is kept', () => {
    fc.assert(
      fc.property(anyTerms, anyCuts, (terms, cuts) => {
        const taken = agreedSplit(terms);
        let givenBack = EMPTY_SPLIT;
        for (const part of partsOf(terms.totalMinor, cuts)) {
          const split = refundSplit(terms, { taken, givenBack }, part);
          expect(totalOf(split)).toBe(part);
          expect(isWithin(split, taken)).toBe(true);
          givenBack = plus(givenBack, split);
        }
        const { payableMinor, commissionMinor, taxMinor } = taken;
        const bySeller = { payableMinor: payableMinor + commissionMinor, commissionMinor: 0n, taxMinor };
        expect(givenBack).toEqual(terms.refundPolicy === 'COMMISSION_KEPT' ? bySeller : taken);
      }),
    );
  });

  test('of refunds that come back undo them, however they were cut', () => {
    fc.assert(
      fc.property(anyTerms, anyCuts, (terms, cuts) => {
        const taken = agreedSplit(terms);
        const parts = partsOf(terms.totalMinor, cuts);
        let givenBack = EMPTY_SPLIT;
        for (const part of parts) givenBack = plus(givenBack, refundSplit(terms, { taken, givenBack }, part));
        for (const part of parts.toReversed()) {
          const split = reversalSplit(givenBack, part);
          expect(totalOf(split)).toBe(part);
          expect(isWithin(split, givenBack)).toBe(true);
          givenBack = minus(givenBack, split);
        }
        expect(givenBack).toEqual(EMPTY_SPLIT);
      }),
    );
  });

  test('of a part are proportional to the minor unit', () => {
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

  test('refuse more than is left', () => {
    fc.assert(
      fc.property(anyTerms, fc.bigInt(1n, 1_000n), (terms, more) => {
        expect(() => captureSplit(terms, EMPTY_SPLIT, terms.totalMinor + more)).toThrow('left');
      }),
    );
  });
});
