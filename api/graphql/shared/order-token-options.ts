/** Options of every argument for an order token. */
export const orderTokenOptions = {
  nullable: true,
  description: 'The order’s bearer token. Null when the signed-in account owns the order.',
} as const;
