import type { Settings } from '../settings/settings.js';

/** Stripe's standard pricing per platform currency (stripe.com/pricing); other currencies pay the percentage only. */
const STANDARD_FEES: Record<string, { basisPoints: number; fixed: number }> = {
  usd: { basisPoints: 290, fixed: 30 },
  eur: { basisPoints: 150, fixed: 25 },
  gbp: { basisPoints: 150, fixed: 20 },
};

/** The fee of a capture in minor units; the fixed part is charged once per charge. */
export function chargeFee(
  settings: Settings,
  capture: { amount: number; currency: string; first: boolean },
): number {
  const { basisPoints, fixed } = settings.fee ??
    STANDARD_FEES[capture.currency] ?? { basisPoints: 290, fixed: 0 };
  return Math.round((capture.amount * basisPoints) / 10_000) + (capture.first ? fixed : 0);
}
