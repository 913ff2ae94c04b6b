import { proportion, WHOLE_BPS } from '../shared/allocation.js';

/** What the platform keeps of a seller's sales in one currency. The shopper's total does not depend on it. */
export type CommissionPlan = CommissionRates &
  Readonly<{
    /** Whether a refund gives the seller back its part of the commission. */
    refundPolicy: (typeof refundPolicies)[number];
    /** Who pays the tax on to the state. */
    taxRemittedBy: (typeof taxRemitters)[number];
    /** Rises with every edit; 0 for the share that a seller without a plan in this currency pays. */
    version: number;
  }>;

/** What the commission is computed from. */
export type CommissionRates = Readonly<{
  bps: number;
  fixedMinor: bigint;
  minMinor: bigint;
  maxMinor: bigint | null;
}>;

export const refundPolicies = ['COMMISSION_RETURNED', 'COMMISSION_KEPT'] as const;
export const taxRemitters = ['PLATFORM', 'SELLER'] as const;

/**
 * A share of the goods' value plus a fixed fee, within the plan's bounds; never more than the seller gets after tax,
 * so that a sale cannot cost the seller money.
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
