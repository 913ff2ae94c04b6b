/** Reasons for a stock adjustment; sales and returns are not adjustments. */
export const adjustmentReasons = ['DELIVERED', 'COUNTED', 'DAMAGED', 'LOST', 'FOUND'] as const;
export type AdjustmentReason = (typeof adjustmentReasons)[number];
