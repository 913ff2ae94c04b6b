import type { OrderView, PaymentView } from '../../../core/orders/order-view.js';
import { parseId } from '../../../core/shared/ids.js';
import type { ApiServices } from '../../services.js';

/** The order, only with its own token; a wrong token and an unknown order look the same. */
export async function findOrder(
  { orderReader, tokens }: ApiServices,
  id: string,
  token: string,
): Promise<OrderView | null> {
  const orderId = parseId('ord', id);
  return orderId === null ? null : orderReader.findForGuest(orderId, tokens.hash(token));
}

/** The payment, only with the token of its order. */
export async function findPayment(
  { orderReader, tokens }: ApiServices,
  id: string,
  orderToken: string,
): Promise<PaymentView | null> {
  const paymentId = parseId('pay', id);
  const order =
    paymentId === null ? null : await orderReader.findForGuestByPayment(paymentId, tokens.hash(orderToken));
  return order?.payment ?? null;
}
