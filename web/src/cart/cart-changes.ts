import * as z from 'zod/mini';
import type { QuotePartsFragment } from '../generated/graphql.js';

/** What the shopper last saw and accepted, per item and per seller, in minor units. */
export const seenQuoteShape = z.object({
  prices: z.record(z.string(), z.string()),
  shipping: z.record(z.string(), z.string()),
});
export type SeenQuote = z.infer<typeof seenQuoteShape>;

/** A difference between what was last seen and what would be charged now. */
export type CartChange =
  | {
      readonly kind: 'price';
      readonly id: string;
      readonly name: string;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: 'shipping';
      readonly id: string;
      readonly name: string;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: 'stock';
      readonly id: string;
      readonly name: string;
      readonly wanted: number;
      readonly available: number;
    };

/** What there is to accept before paying. Something seen for the first time is no change. */
export function cartChanges(seen: SeenQuote | undefined, quote: QuotePartsFragment): readonly CartChange[] {
  return quote.sellers.flatMap(({ seller, lines, shipping }) => {
    const changes: CartChange[] = [];
    for (const { item, quantity, unitPrice } of lines) {
      const before = seen?.prices[item.id];
      if (before !== undefined && before !== unitPrice.amountMinor) {
        changes.push({ kind: 'price', id: item.id, name: item.name, before, after: unitPrice.amountMinor });
      }
      if (item.availableUnits < quantity) {
        const { id, name, availableUnits: available } = item;
        changes.push({ kind: 'stock', id, name, wanted: quantity, available });
      }
    }
    const before = seen?.shipping[seller.id];
    if (before !== undefined && before !== shipping.amountMinor) {
      changes.push({
        kind: 'shipping',
        id: seller.id,
        name: seller.name,
        before,
        after: shipping.amountMinor,
      });
    }
    return changes;
  });
}

/** The quote as seen now. What is still to be accepted keeps the value that was seen before. */
export function seenAfterLook(seen: SeenQuote | undefined, quote: QuotePartsFragment): SeenQuote {
  return keepOver(seeAll(quote), seen);
}

/** Everything of the quote counts as seen: the shopper accepted it. */
export function seeAll(quote: QuotePartsFragment): SeenQuote {
  const lines = quote.sellers.flatMap((group) => group.lines);
  return {
    prices: Object.fromEntries(lines.map(({ item, unitPrice }) => [item.id, unitPrice.amountMinor])),
    shipping: Object.fromEntries(
      quote.sellers.map(({ seller, shipping }) => [seller.id, shipping.amountMinor]),
    ),
  };
}

function keepOver(now: SeenQuote, before: SeenQuote | undefined): SeenQuote {
  const keep = (fresh: Record<string, string>, old: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(fresh).map(([id, value]) => [id, old[id] ?? value]));
  return { prices: keep(now.prices, before?.prices), shipping: keep(now.shipping, before?.shipping) };
}
