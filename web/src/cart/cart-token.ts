import { useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import { storedValue } from '../shared/stored-value.js';

const stored = storedValue(() => localStorage, 'splitcart.cart-token', z.string());
const listeners = new Set<() => void>();
let current = stored.read();

/** The reference of this browser's cart (`cart-ref.ts`); undefined until an item is added. */
export function cartToken(): string | undefined {
  return current;
}

/** Stores the reference of another cart, or clears it (`undefined`) once the cart has become an order. */
export function setCartToken(token: string | undefined): void {
  current = token;
  if (token === undefined) stored.clear();
  else stored.write(token);
  for (const listener of listeners) listener();
}

/** The reference, kept in sync with this tab and others. */
export function useCartToken(): string | undefined {
  return useSyncExternalStore(subscribe, cartToken);
}

function subscribe(listener: () => void): () => void {
  const fromOtherTab = () => {
    current = stored.read();
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
}
