/** Weight classes that carriers charge by, lightest first. */
export const weightClasses = ['LETTER', 'PARCEL', 'BULKY'] as const;
export type WeightClass = (typeof weightClasses)[number];

/** A seller's shipping prices in one currency; a flat rate has the same price for every class. */
export type ShippingTerms = ShippingRates &
  Readonly<{
    /** Incremented by every edit; 0 for the flat price of a seller without terms in this currency. */
    version: number;
  }>;

export type ShippingRates = Readonly<{
  pricesMinor: Readonly<Record<WeightClass, bigint>>;
  /** Goods value from which shipping is free; null: never. */
  freeFromMinor: bigint | null;
}>;

/** Shipping rates with the same price for every weight class. */
export function flatShipping(priceMinor: bigint, freeFromMinor: bigint | null = null): ShippingRates {
  return { pricesMinor: { LETTER: priceMinor, PARCEL: priceMinor, BULKY: priceMinor }, freeFromMinor };
}

/** Shipping price of one seller's parcel: that of its heaviest item, because all items travel together. */
export function shippingMinorOf(
  { pricesMinor, freeFromMinor }: ShippingRates,
  { goods, subtotalMinor }: { goods: readonly WeightClass[]; subtotalMinor: bigint },
): bigint {
  if (freeFromMinor !== null && subtotalMinor >= freeFromMinor) return 0n;
  const heaviest = weightClasses.findLast((each) => goods.includes(each));
  return heaviest === undefined ? 0n : pricesMinor[heaviest];
}
