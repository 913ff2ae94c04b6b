import * as z from 'zod/mini';
import { storedValue } from '../shared/stored-value.js';

/** An order placed in this browser. Only its token gives access to a guest's order. */
const orderShape = z.object({ id: z.string(), token: z.string(), cartToken: z.string() });
export type RememberedOrder = z.infer<typeof orderShape>;

/** How many orders the browser remembers. */
const MAX_REMEMBERED = 20;

const stored = storedValue(() => localStorage, 'splitcart.orders', z.array(orderShape));

/** Stores an order, so that a guest who closes the tab or loses the link keeps access. */
export function rememberOrder(order: RememberedOrder): void {
  const others = (stored.read() ?? []).filter(({ id }) => id !== order.id);
  stored.write([order, ...others].slice(0, MAX_REMEMBERED));
}

/** Newest first. */
export function rememberedOrders(): readonly RememberedOrder[] {
  return stored.read() ?? [];
}

export function rememberedOrder(id: string): RememberedOrder | undefined {
  return stored.read()?.find((order) => order.id === id);
}

/** The order placed from this cart in this browser. */
export function orderOfCart(cartToken: string): RememberedOrder | undefined {
  return stored.read()?.find((order) => order.cartToken === cartToken);
}
