import { proportion, WHOLE_BPS } from '../shared/shares.js';

/** What the platform keeps of a seller's sales in one currency. The shopper's total does not depend on it. */
export type CommissionPlan = Readonly<{
  bps: number;
  fixedMinor: bigint;
  minMinor: bigint;
  maxMinor: bigint | null;
}>;

/**
 * A share of the goods' value plus a fixed fee, within the plan's bounds; never more than the seller gets after tax,
 * so that a sale cannot cost the seller money.
 */
export function commissionMinorOf(
  { bps, fixedMinor, minMinor, maxMinor }: CommissionPlan,
  { subtotalMinor, afterTaxMinor }: { subtotalMinor: bigint; afterTaxMinor: bigint },
): bigint {
  const share = proportion(subtotalMinor, BigInt(bps), WHOLE_BPS) + fixedMinor;
  const atLeast = share < minMinor ? minMinor : share;
  const bounded = maxMinor !== null && atLeast > maxMinor ? maxMinor : atLeast;
  return bounded > afterTaxMinor ? afterTaxMinor : bounded;
}
