import * as z from 'zod/mini';
import { storedValue } from '../shared/stored-value.js';

/** An order placed in this browser; the token is the only key to a guest's order. */
const orderShape = z.object({ id: z.string(), token: z.string(), cartToken: z.string() });
export type RememberedOrder = z.infer<typeof orderShape>;

/** More than anyone looks back for, few enough to stay small. */
const KEPT = 20;

const stored = storedValue(() => localStorage, 'splitcart.orders', z.array(orderShape));

/** Remembers an order so that a closed tab or a lost link does not lock the guest out. */
export function rememberOrder(order: RememberedOrder): void {
  const others = (stored.read() ?? []).filter(({ id }) => id !== order.id);
  stored.write([order, ...others].slice(0, KEPT));
}

/** The newest first. */
export function rememberedOrders(): readonly RememberedOrder[] {
  return stored.read() ?? [];
}

export function rememberedOrder(id: string): RememberedOrder | undefined {
  return stored.read()?.find((order) => order.id === id);
}

/** The order that a cart became, when it was placed in this browser. */
export function orderOfCart(cartToken: string): RememberedOrder | undefined {
  return stored.read()?.find((order) => order.cartToken === cartToken);
}
