/** The page of an order. The token stays in the URL, so that the page can be bookmarked. */
export function orderPath(id: string, token: string): string {
  return `/orders/${id}?token=${encodeURIComponent(token)}`;
}

/** The payment page of an unpaid order. */
export function payPath(id: string, token: string): string {
  return `/orders/${id}/pay?token=${encodeURIComponent(token)}`;
}
