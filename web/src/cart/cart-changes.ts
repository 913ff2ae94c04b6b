import * as z from 'zod/mini';
import type { QuotePartsFragment } from '../generated/graphql.js';

/** Prices by item and shipping by seller that the shopper has seen and accepted, in minor units. */
export const seenQuoteShape = z.object({
  prices: z.record(z.string(), z.string()),
  shipping: z.record(z.string(), z.string()),
});
export type SeenQuote = z.infer<typeof seenQuoteShape>;

/** A difference between the accepted quote and the current one. */
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

/** The changes to accept before paying. What is seen for the first time is not a change. */
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

/** The seen values after the quote is displayed. A change not yet accepted keeps its earlier value. */
export function seenAfterDisplay(seen: SeenQuote | undefined, quote: QuotePartsFragment): SeenQuote {
  return keepEarlier(allSeen(quote), seen);
}

/** The seen values after the shopper has accepted the whole quote. */
export function allSeen(quote: QuotePartsFragment): SeenQuote {
  const lines = quote.sellers.flatMap((group) => group.lines);
  return {
    prices: Object.fromEntries(lines.map(({ item, unitPrice }) => [item.id, unitPrice.amountMinor])),
    shipping: Object.fromEntries(
      quote.sellers.map(({ seller, shipping }) => [seller.id, shipping.amountMinor]),
    ),
  };
}

function keepEarlier(now: SeenQuote, before: SeenQuote | undefined): SeenQuote {
  const keep = (fresh: Record<string, string>, old: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(fresh).map(([id, value]) => [id, old[id] ?? value]));
  return { prices: keep(now.prices, before?.prices), shipping: keep(now.shipping, before?.shipping) };
}
