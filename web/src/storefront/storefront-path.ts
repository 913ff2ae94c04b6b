/** The address of the storefront with what is searched and which seller is shown; empty means all. */
export function storefrontPath({ search, sellerId }: { search: string; sellerId: string }): string {
  const params = new URLSearchParams();
  if (search.trim() !== '') params.set('q', search.trim());
  if (sellerId !== '') params.set('seller', sellerId);
  return params.size === 0 ? '/' : `/?${params.toString()}`;
}
