/** Bearer tokens of guests. Only their hashes are stored. */
export interface GuestTokens {
  newCartToken(): string;
  /** The one token of an order, derived from its id with the server's secret; a replayed answer can give it again. */
  orderToken(orderId: string): string;
  /** Lower-case hex of the SHA-256. */
  hash(token: string): string;
}
