/** Options of every argument that takes an order's token. */
export const orderTokenOptions = {
  nullable: true,
  description: 'The order’s bearer token; not needed by the account that owns it.',
} as const;
