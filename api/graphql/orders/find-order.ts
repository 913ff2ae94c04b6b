import { ownAccess, readingAccess } from '../../../core/checkout/model/order-access.js';
import type { OrderView, PaymentView } from '../../../core/orders/order-view.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';

type Reader = Pick<GraphqlContext, 'readers' | 'tokens' | 'actor'>;
type Token = string | null | undefined;

/** The order if its token, its owner's account or a permission grants access; otherwise null, as if it did not exist. */
export async function findOrder(
  { readers, tokens, actor }: Reader,
  id: string,
  token: Token,
): Promise<OrderView | null> {
  const orderId = parseId('ord', id);
  return orderId === null
    ? null
    : readers.orderReader.find(orderId, readingAccess({ tokens }, { actor, token }));
}

/** The order as its buyer reads it after a command of theirs. */
export async function findOwnOrder(
  { readers, tokens, actor }: Reader,
  id: string,
  token: Token,
): Promise<OrderView> {
  const orderId = parseId('ord', id);
  const access = ownAccess({ tokens }, { actor, token });
  const order = orderId === null ? null : await readers.orderReader.find(orderId, access);
  if (order === null) throw new Error(`${id} was changed but cannot be read`);
  return order;
}

/** The order of a payment, as in `findOrder`; also for callers who may read every payment. */
export async function findOrderOfPayment(
  { readers, tokens, actor }: Reader,
  id: string,
  token: Token,
): Promise<OrderView | null> {
  const paymentId = parseId('pay', id);
  if (paymentId === null) return null;
  const access = readingAccess({ tokens }, { actor, token }, ['orders.read', 'payments.read']);
  return readers.orderReader.findByPayment(paymentId, access);
}

/** The payment, with the access of `findOrderOfPayment`. */
export async function findPayment(reader: Reader, id: string, token: Token): Promise<PaymentView | null> {
  return (await findOrderOfPayment(reader, id, token))?.payment ?? null;
}
