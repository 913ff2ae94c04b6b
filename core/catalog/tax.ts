import { sumMinor } from '../shared/money.js';
import { allocate, proportion, WHOLE_BPS } from '../shared/allocation.js';

/** Tax classes that the destination's law distinguishes; their rates are in a table. */
export const taxClasses = ['STANDARD', 'REDUCED', 'ZERO'] as const;
export type TaxClass = (typeof taxClasses)[number];

/** A destination's rate for one class: included in the price (value added tax) or added to it (sales tax). */
export type TaxRate = Readonly<{ taxClass: TaxClass; bps: number; isIncluded: boolean }>;

/** Shipping is taxed like ordinary goods. */
export const SHIPPING_TAX_CLASS = 'STANDARD' satisfies TaxClass;

/** Destination of quotes until the shopper chooses one. */
export const HOME_COUNTRY = 'DE';

export type Taxable = Readonly<{ taxClass: TaxClass; amountMinor: bigint }>;

/** Tax of one taxable amount. At most one of the two amounts is non-zero: a rate is either included or added. */
export type Tax = Readonly<{ bps: number; addedMinor: bigint; includedMinor: bigint }>;

/**
 * The tax of each part, in order. It is computed once per class on the sum, as an invoice must show it, and then
 * allocated to the parts, so that rounding cannot change the sum. A class without a rate is untaxed.
 * `stepMinor`: amounts of the currency are multiples of it.
 */
export function taxesOf(
  parts: readonly Taxable[],
  rates: readonly TaxRate[],
  stepMinor = 1n,
): readonly Tax[] {
  const taxesByClass = new Map(
    rates.map((rate) => {
      const amounts = parts.map(({ taxClass, amountMinor }) =>
        taxClass === rate.taxClass ? amountMinor : 0n,
      );
      const steps = taxInSteps(sumMinor(amounts), rate, stepMinor);
      const taxes = allocate(steps, amounts).map((part) => part * stepMinor);
      return [rate.taxClass, { rate, taxes }] as const;
    }),
  );
  return parts.map(({ taxClass }, index): Tax => {
    const found = taxesByClass.get(taxClass);
    const minor = found?.taxes[index] ?? 0n;
    const isIncluded = found?.rate.isIncluded ?? false;
    return {
      bps: found?.rate.bps ?? 0,
      addedMinor: isIncluded ? 0n : minor,
      includedMinor: isIncluded ? minor : 0n,
    };
  });
}

/** The tax as a number of steps. */
function taxInSteps(amountMinor: bigint, { bps, isIncluded }: TaxRate, stepMinor: bigint): bigint {
  const rate = BigInt(bps);
  return proportion(amountMinor, rate, (isIncluded ? WHOLE_BPS + rate : WHOLE_BPS) * stepMinor);
}
