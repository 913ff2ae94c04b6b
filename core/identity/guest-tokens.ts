/** Bearer tokens of guests. Only their hashes are stored. */
export interface GuestTokens {
  newCartToken(): string;
  /**
   * The only token of an order, derived from its id and the server's secret, so that a replayed answer can return it
   * again.
   */
  orderToken(orderId: string): string;
  /** Lower-case hex of the SHA-256. */
  hash(token: string): string;
}
