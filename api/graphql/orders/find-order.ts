import { ownAccess, readingAccess } from '../../../core/checkout/model/order-access.js';
import type { OrderView, PaymentView } from '../../../core/orders/order-view.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';

type Asking = Pick<GraphqlContext, 'services' | 'actor'>;
type Token = string | null | undefined;

/** The order for whom its token, its owner's account or a permission lets in; for anybody else it looks as if there were none. */
export async function findOrder(
  { services, actor }: Asking,
  id: string,
  token: Token,
): Promise<OrderView | null> {
  const orderId = parseId('ord', id);
  return orderId === null
    ? null
    : services.orderReader.find(orderId, readingAccess(services, { actor, token }));
}

/** The order as its buyer gets it after one of their actions. */
export async function findOwnOrder(
  { services, actor }: Asking,
  id: string,
  token: Token,
): Promise<OrderView> {
  const orderId = parseId('ord', id);
  const access = ownAccess(services, { actor, token });
  const order = orderId === null ? null : await services.orderReader.find(orderId, access);
  if (order === null) throw new Error(`${id} was acted on but cannot be read`);
  return order;
}

/** The order of a payment, as `findOrder`; who may see every payment may see this one. */
export async function findOrderOfPayment(
  { services, actor }: Asking,
  id: string,
  token: Token,
): Promise<OrderView | null> {
  const paymentId = parseId('pay', id);
  if (paymentId === null) return null;
  const access = readingAccess(services, { actor, token }, ['orders.read', 'payments.read']);
  return services.orderReader.findByPayment(paymentId, access);
}

/** The payment alone. */
export async function findPayment(asking: Asking, id: string, token: Token): Promise<PaymentView | null> {
  return (await findOrderOfPayment(asking, id, token))?.payment ?? null;
}
