import type { QuotePartsFragment } from '../generated/graphql.js';
import type { SummaryGroup } from '../orders/order-summary.js';

/** Maps a cart's quote to the order summary. */
export function groupsOfQuote(quote: QuotePartsFragment): readonly SummaryGroup[] {
  return quote.sellers.map(({ seller, lines, shipping, tax, total }) => ({
    seller,
    shipping,
    tax,
    total,
    lines: lines.map((line) => ({
      id: line.item.id,
      name: line.item.name,
      pictureUrl: line.item.pictureUrl,
      quantity: line.quantity,
      total: line.total,
    })),
  }));
}
