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

/** What only operations can say of an order. */
export function isOfOperations(reason: CancellationReason): boolean {
  return reason === 'OUT_OF_STOCK' || reason === 'FRAUD_SUSPECTED';
}

/** The buyer, by token or as the owner, or a person of operations. */
export type Canceler = 'BUYER' | 'OPERATOR';
