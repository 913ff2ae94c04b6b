import { useEffect, useMemo, useState } from 'react';
import type { CartPartsFragment } from '../generated/graphql.js';
import { storedValue } from '../shared/stored-value.js';
import { cartChanges, allSeen, seenAfterDisplay, seenQuoteShape, type CartChange } from './cart-changes.js';

const seenQuote = storedValue(() => localStorage, 'splitcart.seen-quote', seenQuoteShape);

/** Changes since the shopper last saw the cart, until accepted. Shortages are resolved by changing the line. */
export function useCartChanges({ quote }: CartPartsFragment): {
  readonly changes: readonly CartChange[];
  readonly accept: () => void;
} {
  const [display, setDisplay] = useState(() => ({ quote, seen: seenAfterDisplay(seenQuote.read(), quote) }));
  // A line added later counts as seen when it is first displayed.
  if (display.quote !== quote) setDisplay({ quote, seen: seenAfterDisplay(display.seen, quote) });
  const { seen } = display;
  useEffect(() => seenQuote.write(seen), [seen]);
  const changes = useMemo(() => cartChanges(seen, quote), [seen, quote]);
  return { changes, accept: () => setDisplay({ quote, seen: allSeen(quote) }) };
}
