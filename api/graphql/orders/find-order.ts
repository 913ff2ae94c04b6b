import { ownAccess, readingAccess } from '../../../core/checkout/model/order-access.js';
import type { OrderView, PaymentView } from '../../../core/orders/order-view.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';

type Asking = Pick<GraphqlContext, 'readers' | 'tokens' | 'actor'>;
type Token = string | null | undefined;

/** The order for whom its token, its owner's account or a permission lets in; for anybody else it looks as if there were none. */
export async function findOrder(
  { readers, tokens, actor }: Asking,
  id: string,
  token: Token,
): Promise<OrderView | null> {
  const orderId = parseId('ord', id);
  return orderId === null
    ? null
    : readers.orderReader.find(orderId, readingAccess({ tokens }, { actor, token }));
}

/** The order as its buyer gets it after one of their actions. */
export async function findOwnOrder(
  { readers, tokens, actor }: Asking,
  id: string,
  token: Token,
): Promise<OrderView> {
  const orderId = parseId('ord', id);
  const access = ownAccess({ tokens }, { actor, token });
  const order = orderId === null ? null : await readers.orderReader.find(orderId, access);
  if (order === null) throw new Error(`${id} was acted on but cannot be read`);
  return order;
}

/** The order of a payment, as `findOrder`; who may see every payment may see this one. */
export async function findOrderOfPayment(
  { readers, tokens, actor }: Asking,
  id: string,
  token: Token,
): Promise<OrderView | null> {
  const paymentId = parseId('pay', id);
  if (paymentId === null) return null;
  const access = readingAccess({ tokens }, { actor, token }, ['orders.read', 'payments.read']);
  return readers.orderReader.findByPayment(paymentId, access);
}

/** The payment alone. */
export async function findPayment(asking: Asking, id: string, token: Token): Promise<PaymentView | null> {
  return (await findOrderOfPayment(asking, id, token))?.payment ?? null;
}
