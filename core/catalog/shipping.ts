/** What a carrier charges by, lightest first. */
export const weightClasses = ['LETTER', 'PARCEL', 'BULKY'] as const;
export type WeightClass = (typeof weightClasses)[number];

/** How a seller charges shipping in one currency; a flat rate has the same price for every class. */
export type ShippingTerms = ShippingRates &
  Readonly<{
    /** Rises with every edit; 0 for the flat price of a seller without terms in this currency. */
    version: number;
  }>;

/** What shipping is computed from. */
export type ShippingRates = Readonly<{
  pricesMinor: Readonly<Record<WeightClass, bigint>>;
  /** From this much worth of goods on, shipping is free; null: never. */
  freeFromMinor: bigint | null;
}>;

/** The same price whatever is in the parcel. */
export function flatShipping(priceMinor: bigint, freeFromMinor: bigint | null = null): ShippingRates {
  return { pricesMinor: { LETTER: priceMinor, PARCEL: priceMinor, BULKY: priceMinor }, freeFromMinor };
}

/** What one seller's parcel costs: what its heaviest item costs, because they travel together. */
export function shippingMinorOf(
  { pricesMinor, freeFromMinor }: ShippingRates,
  { goods, subtotalMinor }: { goods: readonly WeightClass[]; subtotalMinor: bigint },
): bigint {
  if (freeFromMinor !== null && subtotalMinor >= freeFromMinor) return 0n;
  const heaviest = weightClasses.findLast((each) => goods.includes(each));
  return heaviest === undefined ? 0n : pricesMinor[heaviest];
}
