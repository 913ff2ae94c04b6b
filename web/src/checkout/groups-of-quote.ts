import type { QuotePartsFragment } from '../generated/graphql.js';
import type { SummaryGroup } from '../orders/order-summary.js';

/** A cart's quote as the summary shows it. */
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
