import { sumMinor } from '../shared/money.js';
import { allocate, proportionInSteps, WHOLE_BPS } from '../shared/allocation.js';

/** What the law at the destination distinguishes; which rate a class has there stands in a table. */
export const taxClasses = ['STANDARD', 'REDUCED', 'ZERO'] as const;
export type TaxClass = (typeof taxClasses)[number];

/** A destination's rate for one class: contained in the price (value added tax) or added to it (sales tax). */
export type TaxRate = Readonly<{ taxClass: TaxClass; bps: number; isIncluded: boolean }>;

/** Shipping is taxed like ordinary goods. */
export const SHIPPING_TAX_CLASS = 'STANDARD' satisfies TaxClass;

/** Where prices are quoted for until the shopper says where to ship. */
export const HOME_COUNTRY = 'DE';

export type Taxable = Readonly<{ taxClass: TaxClass; amountMinor: bigint }>;

/** Tax of one part. Of the two at most one is not zero: a rate is either contained in prices or added to them. */
export type Tax = Readonly<{ bps: number; addedMinor: bigint; includedMinor: bigint }>;

/**
 * The tax of every part, in the order of the parts. It is computed once on the sum of each class, as an invoice must
 * show it, and then allocated, so that rounding each line cannot make the sum wrong. A class without a rate is untaxed.
 * `stepMinor`: amounts of the currency are multiples of it.
 */
export function taxesOf(
  parts: readonly Taxable[],
  rates: readonly TaxRate[],
  stepMinor = 1n,
): readonly Tax[] {
  const shared = new Map(
    rates.map((rate) => {
      const amounts = parts.map(({ taxClass, amountMinor }) =>
        taxClass === rate.taxClass ? amountMinor : 0n,
      );
      const steps = taxOn(sumMinor(amounts), rate, stepMinor) / stepMinor;
      const taxes = allocate(steps, amounts).map((part) => part * stepMinor);
      return [rate.taxClass, { rate, taxes }] as const;
    }),
  );
  return parts.map(({ taxClass }, index): Tax => {
    const found = shared.get(taxClass);
    const minor = found?.taxes[index] ?? 0n;
    const isIncluded = found?.rate.isIncluded ?? false;
    return {
      bps: found?.rate.bps ?? 0,
      addedMinor: isIncluded ? 0n : minor,
      includedMinor: isIncluded ? minor : 0n,
    };
  });
}

function taxOn(amountMinor: bigint, { bps, isIncluded }: TaxRate, stepMinor: bigint): bigint {
  const rate = BigInt(bps);
  return proportionInSteps(amountMinor, [rate, isIncluded ? WHOLE_BPS + rate : WHOLE_BPS], stepMinor);
}
