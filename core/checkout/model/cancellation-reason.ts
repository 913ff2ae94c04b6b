/** Why an order is canceled. */
export const cancellationReasons = [
  'CHANGED_MIND',
  'ORDERED_BY_MISTAKE',
  'TOO_EXPENSIVE',
  'TOO_SLOW',
  'OTHER',
  'OUT_OF_STOCK',
  'FRAUD_SUSPECTED',
] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

/** Reasons that only operations may give. */
export function isOfOperations(reason: CancellationReason): boolean {
  return reason === 'OUT_OF_STOCK' || reason === 'FRAUD_SUSPECTED';
}

/** The buyer (by token or as the owner), or an operator. */
export type Canceler = 'BUYER' | 'OPERATOR';
