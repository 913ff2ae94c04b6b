import { proportion, WHOLE_BPS } from '../shared/allocation.js';

/** The platform's commission on a seller's sales in one currency. It does not affect the shopper's total. */
export type CommissionPlan = CommissionRates &
  Readonly<{
    /** Whether a refund returns the commission to the seller in proportion. */
    refundPolicy: (typeof refundPolicies)[number];
    /** Who remits the tax to the tax authority. */
    taxRemittedBy: (typeof taxRemitters)[number];
    /** Incremented by every edit; 0 for the default rate of a seller without a plan in this currency. */
    version: number;
  }>;

export type CommissionRates = Readonly<{
  bps: number;
  fixedMinor: bigint;
  minMinor: bigint;
  maxMinor: bigint | null;
}>;

export const refundPolicies = ['COMMISSION_RETURNED', 'COMMISSION_KEPT'] as const;
export const taxRemitters = ['PLATFORM', 'SELLER'] as const;

/**
 * A percentage of the goods' value plus a fixed fee, within the plan's bounds; never more than the seller's amount
 * after tax, so that a sale cannot cost the seller money.
 */
export function commissionMinorOf(
  { bps, fixedMinor, minMinor, maxMinor }: CommissionRates,
  { subtotalMinor, afterTaxMinor }: { subtotalMinor: bigint; afterTaxMinor: bigint },
): bigint {
  const percentage = proportion(subtotalMinor, BigInt(bps), WHOLE_BPS) + fixedMinor;
  const atLeast = percentage < minMinor ? minMinor : percentage;
  const bounded = maxMinor !== null && atLeast > maxMinor ? maxMinor : atLeast;
  return bounded > afterTaxMinor ? afterTaxMinor : bounded;
}
