import type { Cart } from '../../core/cart/cart.js';
import { cartKeyOf } from '../../core/cart/cart-key.js';
import { actsForSeller } from '../../core/identity/policy.js';
import { readingAccess } from '../../core/checkout/model/order-access.js';
import type { OrderView, SellerOrderView } from '../../core/orders/order-view.js';
import type { OrderPartId } from '../../core/orders/ports.js';
import { parseId, type SellerOrderId } from '../../core/shared/ids.js';
import type { GraphqlContext } from './context.js';
import { findOrder, findPayment } from './orders/find-order.js';

type Find = (context: GraphqlContext, id: string) => Promise<object | null>;

/** How each kind of node is found; access rules are those of the field that usually returns it. */
const FINDERS: Readonly<Record<string, Find>> = {
  itm: async ({ readers }, id) => {
    const itemId = parseId('itm', id);
    return itemId === null ? null : readers.items.find(itemId);
  },
  sel: async ({ loaders }, id) => {
    const sellerId = parseId('sel', id);
    return sellerId === null ? null : loaders.sellers.load(sellerId);
  },
  ord: (context, id) => findOrder(context, id, null),
  pay: (context, id) => findPayment(context, id, null),
  so: async (context, id) => {
    const sellerOrderId = parseId('so', id);
    return sellerOrderId === null ? null : findSellerOrder(context, sellerOrderId);
  },
  pin: async (context, id) => {
    const intentId = parseId('pin', id);
    const order = intentId === null ? null : await orderByPaymentPart(context, intentId);
    return order?.payment.intents.find((intent) => intent.id === id) ?? null;
  },
  po: async (context, id) => {
    const paymentOrderId = parseId('po', id);
    const order = paymentOrderId === null ? null : await orderByPaymentPart(context, paymentOrderId);
    return order?.payment.paymentOrders.find((paymentOrder) => paymentOrder.id === id) ?? null;
  },
  crt: ownCart,
};

/** The object with this global ID, if the caller may see it without a token. */
export async function findNode(context: GraphqlContext, id: string): Promise<object | null> {
  const find = FINDERS[id.slice(0, Math.max(id.indexOf('_'), 0))];
  return find === undefined ? null : find(context, id);
}

/** Callers who may see every payment may see its intents and payment orders. */
function orderByPaymentPart(
  { readers, tokens, actor }: GraphqlContext,
  part: OrderPartId,
): Promise<OrderView | null> {
  const access = readingAccess({ tokens }, { actor, token: null }, ['orders.read', 'payments.read']);
  return readers.orderReader.findByPart(part, access);
}

/** Visible to callers who may see the order, and to members of the seller once the payment is authorized. */
async function findSellerOrder(
  { readers, tokens, actor }: GraphqlContext,
  id: SellerOrderId,
): Promise<SellerOrderView | null> {
  const access = readingAccess({ tokens }, { actor, token: null });
  const order = await readers.orderReader.findByPart(id, access);
  const own = order?.sellerOrders.find((each) => each.id === id);
  if (own !== undefined) return own;
  const sellerOrder = await readers.sellerOrders.find(id);
  const isSellers =
    sellerOrder !== null && actsForSeller(actor, sellerOrder.seller.id) && sellerOrder.paymentOrder !== null;
  return isSellers ? sellerOrder : null;
}

async function ownCart({ readers, tokens, actor }: GraphqlContext, id: string): Promise<Cart | null> {
  const key = cartKeyOf({ tokens }, { actor, cartToken: null });
  const cart = key === null ? null : await readers.carts.find(key);
  return cart?.id === id ? cart : null;
}
