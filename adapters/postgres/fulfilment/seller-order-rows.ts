import type { Seller } from '../../../core/catalog/seller.js';
import type { PaymentOrderView, SellerOrderView, ShipmentView } from '../../../core/orders/order-view.js';
import { shareAsOne } from '../../../core/orders/share-as-one.js';
import type { StoredRow } from '../database/table.js';
import { decode, decodeMoney } from '../database/table-rows.js';
import { viewed } from './seller-order-sql.js';

type Viewed<Name extends keyof typeof viewed> = StoredRow<(typeof viewed)[Name]>;

type PaymentOrderRow = Viewed<'paymentOrder'> &
  Readonly<{ seller: Seller; refunds: readonly Viewed<'refund'>[] }>;

/** A seller order as JSON of the database. */
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

/** The view of a row. */
export function sellerOrderFrom(part: SellerOrderRow, currency: string): SellerOrderView {
  const paymentOrders = part.paymentOrders.map((share) => paymentOrderFrom(share, currency));
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
    paymentOrder: shareAsOne(paymentOrders),
    paymentOrders,
  };
}

function paymentOrderFrom(share: PaymentOrderRow, currency: string): PaymentOrderView {
  return {
    ...decodeMoney(viewed.paymentOrder, share, currency),
    seller: share.seller,
    refunds: share.refunds.map((refund) => decodeMoney(viewed.refund, refund, currency)),
  };
}
