import {
  addCartLine,
  type CartDependencies,
  createCart,
  setCartDestination,
  updateCartLine,
} from '../cart/change-cart.js';
import { mergeCart, type MergeCartDependencies } from '../cart/merge-cart.js';
import { confirmDelivery, type ConfirmDeliveryDependencies } from '../fulfilment/confirm-delivery.js';
import { shipSellerOrder, type ShipSellerOrderDependencies } from '../fulfilment/ship-seller-order.js';
import { adjustStock } from '../inventory/adjust-stock.js';
import { recheckPayment } from '../operations/recheck-payment.js';
import { replayWebhook } from '../operations/replay-webhook.js';
import { retryStep } from '../operations/retry-step.js';
import { adoptOrder, type AdoptOrderDependencies } from '../orders/adopt-order.js';
import { cancelOrder, type CancelOrderDependencies } from '../orders/cancel-order.js';
import { placeOrder, type PlaceOrderDependencies } from '../orders/place-order.js';
import { requestOrderLink, type RequestOrderLinkDependencies } from '../orders/request-order-link.js';
import { authorizePayment, type AuthorizePaymentDependencies } from '../payments/authorize-payment.js';
import { capturePaymentOrder } from '../payments/capture-payment-order.js';
import type { ManualCommandDependencies } from '../payments/manual-command.js';
import { refundPaymentOrder, type RefundPaymentOrderDependencies } from '../payments/refund-payment-order.js';
import { retryPayment, type RetryPaymentDependencies } from '../payments/retry-payment.js';
import { voidPaymentOrder } from '../payments/void-payment-order.js';
import { bound } from './bound.js';

type CartPorts = CartDependencies & MergeCartDependencies;
type OrderPorts = PlaceOrderDependencies &
  CancelOrderDependencies &
  AdoptOrderDependencies &
  RequestOrderLinkDependencies;
type PaymentPorts = AuthorizePaymentDependencies &
  RetryPaymentDependencies &
  ManualCommandDependencies &
  RefundPaymentOrderDependencies;
type StockPorts = ShipSellerOrderDependencies &
  ConfirmDeliveryDependencies &
  Parameters<typeof adjustStock>[0];
type OperationsPorts = Parameters<typeof retryStep>[0] &
  Parameters<typeof replayWebhook>[0] &
  Parameters<typeof recheckPayment>[0];

/** All ports of the commands about goods and money. */
export type MoneyPorts = CartPorts & OrderPorts & PaymentPorts & StockPorts & OperationsPorts;

/** The commands about goods and money, by feature. */
export type MoneyUseCases = ReturnType<typeof bindMoneyUseCases>;

/** Binds the commands to their ports, so callers do not see ports. */
export function bindMoneyUseCases(ports: MoneyPorts) {
  return {
    cart: {
      createCart: bound(createCart, ports),
      addCartLine: bound(addCartLine, ports),
      updateCartLine: bound(updateCartLine, ports),
      setCartDestination: bound(setCartDestination, ports),
      mergeCart: bound(mergeCart, ports),
    },
    orders: {
      placeOrder: bound(placeOrder, ports),
      cancelOrder: bound(cancelOrder, ports),
      adoptOrder: bound(adoptOrder, ports),
      requestOrderLink: bound(requestOrderLink, ports),
    },
    payments: {
      authorizePayment: bound(authorizePayment, ports),
      retryPayment: bound(retryPayment, ports),
      capturePaymentOrder: bound(capturePaymentOrder, ports),
      voidPaymentOrder: bound(voidPaymentOrder, ports),
      refundPaymentOrder: bound(refundPaymentOrder, ports),
    },
    fulfilment: {
      shipSellerOrder: bound(shipSellerOrder, ports),
      confirmDelivery: bound(confirmDelivery, ports),
    },
    inventory: { adjustStock: bound(adjustStock, ports) },
    operations: {
      retryStep: bound(retryStep, ports),
      replayWebhook: bound(replayWebhook, ports),
      recheckPayment: bound(recheckPayment, ports),
    },
  };
}
