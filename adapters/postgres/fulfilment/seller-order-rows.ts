import type { Seller } from '../../../core/catalog/seller.js';
import type { PaymentOrderView, SellerOrderView, ShipmentView } from '../../../core/orders/order-view.js';
import { combinePaymentOrders } from '../../../core/orders/combine-payment-orders.js';
import type { StoredRow } from '../database/table.js';
import { decode, decodeMoney } from '../database/table-rows.js';
import { viewed } from './seller-order-sql.js';

type Viewed<Name extends keyof typeof viewed> = StoredRow<(typeof viewed)[Name]>;

type PaymentOrderRow = Viewed<'paymentOrder'> &
  Readonly<{ seller: Seller; refunds: readonly Viewed<'refund'>[] }>;

/** A seller order as JSON from the database. */
export type SellerOrderRow = Viewed<'sellerOrder'> &
  Viewed<'order'> &
  Readonly<{
    seller: Seller;
    orderId: string;
    orderNumber: string;
    lines: readonly Viewed<'line'>[];
    shipments: readonly (Viewed<'shipment'> & Pick<ShipmentView, 'lines'>)[];
    paymentOrders: readonly PaymentOrderRow[];
  }>;

/** Maps a row to a view. */
export function sellerOrderFrom(part: SellerOrderRow, currency: string): SellerOrderView {
  const paymentOrders = part.paymentOrders.map((paymentOrder) => paymentOrderFrom(paymentOrder, currency));
  return {
    ...decodeMoney(viewed.sellerOrder, part, currency),
    ...decode(viewed.order, part),
    seller: part.seller,
    orderId: part.orderId,
    orderNumber: part.orderNumber,
    lines: part.lines.map((line) => decodeMoney(viewed.line, line, currency)),
    shipments: part.shipments.map((shipment) => ({
      ...decodeMoney(viewed.shipment, shipment, currency),
      lines: shipment.lines,
    })),
    paymentOrder: combinePaymentOrders(paymentOrders),
    paymentOrders,
  };
}

function paymentOrderFrom(paymentOrder: PaymentOrderRow, currency: string): PaymentOrderView {
  return {
    ...decodeMoney(viewed.paymentOrder, paymentOrder, currency),
    seller: paymentOrder.seller,
    refunds: paymentOrder.refunds.map((refund) => decodeMoney(viewed.refund, refund, currency)),
  };
}
