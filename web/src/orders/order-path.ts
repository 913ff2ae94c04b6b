/** The guest's page of an order. The token stays in the address: it is the link in the confirmation mail too. */
export function orderPath(id: string, token: string): string {
  return `/orders/${id}?token=${encodeURIComponent(token)}`;
}

/** Where an order that is not paid yet is paid. */
export function payPath(id: string, token: string): string {
  return `/orders/${id}/pay?token=${encodeURIComponent(token)}`;
}
