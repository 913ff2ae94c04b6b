/** The storefront's path with search term and seller filter; empty means all. */
export function storefrontPath({ search, sellerId }: { search: string; sellerId: string }): string {
  const params = new URLSearchParams();
  if (search.trim() !== '') params.set('q', search.trim());
  if (sellerId !== '') params.set('seller', sellerId);
  return params.size === 0 ? '/' : `/?${params.toString()}`;
}
