import { useEffect, useMemo, useState } from 'react';
import type { CartPartsFragment } from '../generated/graphql.js';
import { storedValue } from '../shared/stored-value.js';
import { cartChanges, seeAll, seenAfterLook, seenQuoteShape, type CartChange } from './cart-changes.js';

const seenQuote = storedValue(() => localStorage, 'splitcart.seen-quote', seenQuoteShape);

/** What changed since the shopper last looked, until it is accepted. Stock shortages go by changing the line. */
export function useCartChanges({ quote }: CartPartsFragment): {
  readonly changes: readonly CartChange[];
  readonly accept: () => void;
} {
  const [look, setLook] = useState(() => ({ quote, seen: seenAfterLook(seenQuote.read(), quote) }));
  // A line added since then counts as seen when it is shown for the first time.
  if (look.quote !== quote) setLook({ quote, seen: seenAfterLook(look.seen, quote) });
  const { seen } = look;
  useEffect(() => seenQuote.write(seen), [seen]);
  const changes = useMemo(() => cartChanges(seen, quote), [seen, quote]);
  return { changes, accept: () => setLook({ quote, seen: seeAll(quote) }) };
}
