/** Options of every input field that takes a cart's token. */
export const cartTokenOptions = {
  nullable: true,
  description: 'The bearer token of a guest’s cart; without it, the cart of the account that asks.',
} as const;
