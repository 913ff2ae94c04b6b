/** Why an order is called off; the last two are for operations. */
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

/** The buyer, by token or as the owner, or a person of operations. */
export type Canceler = 'BUYER' | 'OPERATOR';
