/** Options of every input field for a cart token. */
export const cartTokenOptions = {
  nullable: true,
  description: 'Bearer token of a guest’s cart. Null for the cart of the signed-in account.',
} as const;
