import type {
  OrderLineView,
  PaymentOrderView,
  RefundView,
  SellerOrderView,
  ShipmentView,
} from '../../../core/orders/order-view.js';
import { shareAsOne } from '../../../core/orders/share-as-one.js';
import type { Money } from '../../../core/shared/money.js';

type PaymentOrderRow = Omit<
  PaymentOrderView,
  'amount' | 'captured' | 'refunded' | 'nextAttemptAt' | 'capturedAt' | 'refunds'
> & {
  refunds: readonly (Omit<RefundView, 'amount'> & { amountMinor: string })[];
  amountMinor: string;
  capturedMinor: string;
  refundedMinor: string;
  nextAttemptAt: string | null;
  capturedAt: string | null;
};

type LineRow = Omit<OrderLineView, 'unitPrice' | 'total'> & { unitPriceMinor: string; totalMinor: string };

type ShipmentRow = Omit<ShipmentView, 'amount' | 'shippedAt'> & { amountMinor: string; shippedAt: string };

/** A seller order as JSON of the database; amounts are text, because JSON numbers lose large ones. */
export type SellerOrderRow = Omit<
  SellerOrderView,
  | 'subtotal'
  | 'shipping'
  | 'tax'
  | 'taxIncluded'
  | 'total'
  | 'placedAt'
  | 'deliveredAt'
  | 'lines'
  | 'shipments'
  | 'paymentOrder'
  | 'paymentOrders'
> & {
  placedAt: string;
  deliveredAt: string | null;
  subtotalMinor: string;
  shippingMinor: string;
  taxMinor: string;
  taxIncludedMinor: string;
  totalMinor: string;
  lines: readonly LineRow[];
  shipments: readonly ShipmentRow[];
  paymentOrders: readonly PaymentOrderRow[];
};

type InCurrency = (minor: string) => Money;

/** The view of a row. */
export function sellerOrderFrom(part: SellerOrderRow, inCurrency: InCurrency): SellerOrderView {
  const paymentOrders = part.paymentOrders.map((share) => paymentOrderFrom(share, inCurrency));
  return {
    ...part,
    subtotal: inCurrency(part.subtotalMinor),
    shipping: inCurrency(part.shippingMinor),
    tax: inCurrency(part.taxMinor),
    taxIncluded: inCurrency(part.taxIncludedMinor),
    total: inCurrency(part.totalMinor),
    placedAt: new Date(part.placedAt),
    deliveredAt: dateOf(part.deliveredAt),
    lines: part.lines.map((line) => ({
      ...line,
      unitPrice: inCurrency(line.unitPriceMinor),
      total: inCurrency(line.totalMinor),
    })),
    shipments: part.shipments.map((shipment) => ({
      ...shipment,
      amount: inCurrency(shipment.amountMinor),
      shippedAt: new Date(shipment.shippedAt),
    })),
    paymentOrder: shareAsOne(paymentOrders),
    paymentOrders,
  };
}

function paymentOrderFrom(share: PaymentOrderRow, inCurrency: InCurrency): PaymentOrderView {
  return {
    ...share,
    amount: inCurrency(share.amountMinor),
    captured: inCurrency(share.capturedMinor),
    refunded: inCurrency(share.refundedMinor),
    nextAttemptAt: dateOf(share.nextAttemptAt),
    capturedAt: dateOf(share.capturedAt),
    refunds: share.refunds.map((refund) => ({ ...refund, amount: inCurrency(refund.amountMinor) })),
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
