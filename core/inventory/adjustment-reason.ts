/** Why the seller's own count changed; sales and returns are not adjustments. */
export const adjustmentReasons = ['DELIVERED', 'COUNTED', 'DAMAGED', 'LOST', 'FOUND'] as const;
export type AdjustmentReason = (typeof adjustmentReasons)[number];
