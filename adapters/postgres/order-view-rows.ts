import type {
  OrderLineView,
  OrderView,
  PaymentIntentView,
  PaymentOrderView,
  PaymentView,
  SellerOrderView,
} from '../../core/orders/order-view.js';
import type { Money } from '../../core/shared/money.js';
import { money } from '../../core/shared/money.js';

type PaymentOrderRow = Omit<
  PaymentOrderView,
  'amount' | 'captured' | 'refunded' | 'nextAttemptAt' | 'capturedAt'
> & {
  amountMinor: string;
  capturedMinor: string;
  refundedMinor: string;
  nextAttemptAt: string | null;
  capturedAt: string | null;
};

type LineRow = Omit<OrderLineView, 'unitPrice' | 'total'> & { unitPriceMinor: string; totalMinor: string };

type SellerOrderRow = Omit<
  SellerOrderView,
  'subtotal' | 'shipping' | 'tax' | 'taxIncluded' | 'total' | 'lines' | 'paymentOrder'
> & {
  subtotalMinor: string;
  shippingMinor: string;
  taxMinor: string;
  taxIncludedMinor: string;
  totalMinor: string;
  lines: readonly LineRow[];
  paymentOrder: PaymentOrderRow | null;
};

type IntentRow = Omit<PaymentIntentView, 'amount' | 'createdAt'> & { amountMinor: string; createdAt: string };

type PaymentRow = Omit<
  PaymentView,
  'amount' | 'authorized' | 'captured' | 'refunded' | 'captureBefore' | 'intents' | 'paymentOrders'
> & {
  amountMinor: string;
  authorizedMinor: string;
  capturedMinor: string;
  refundedMinor: string;
  captureBefore: string | null;
  intents: readonly IntentRow[];
};

/** An order with everything in it as one row; amounts are text, because JSON numbers lose large ones. */
export type OrderViewRow = {
  id: string;
  number: string;
  status: OrderView['status'];
  version: number;
  email: string;
  ship_to: OrderView['shipTo'];
  currency: string;
  subtotal_minor: string;
  shipping_minor: string;
  tax_minor: string;
  tax_included_minor: string;
  total_minor: string;
  placed_at: Date;
  expires_at: Date;
  seller_orders: readonly SellerOrderRow[];
  payment: PaymentRow;
};

/** The view of a row. */
export function orderViewFrom(row: OrderViewRow): OrderView {
  const inCurrency = (minor: string) => money(BigInt(minor), row.currency);
  const sellerOrders = row.seller_orders.map((part) => sellerOrderFrom(part, inCurrency));
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    version: row.version,
    email: row.email,
    shipTo: row.ship_to,
    subtotal: inCurrency(row.subtotal_minor),
    shipping: inCurrency(row.shipping_minor),
    tax: inCurrency(row.tax_minor),
    taxIncluded: inCurrency(row.tax_included_minor),
    total: inCurrency(row.total_minor),
    placedAt: row.placed_at,
    expiresAt: row.expires_at,
    sellerOrders,
    payment: {
      ...row.payment,
      amount: inCurrency(row.payment.amountMinor),
      authorized: inCurrency(row.payment.authorizedMinor),
      captured: inCurrency(row.payment.capturedMinor),
      refunded: inCurrency(row.payment.refundedMinor),
      captureBefore: dateOf(row.payment.captureBefore),
      intents: row.payment.intents.map((intent) => ({
        ...intent,
        amount: inCurrency(intent.amountMinor),
        createdAt: new Date(intent.createdAt),
      })),
      paymentOrders: sellerOrders.flatMap(({ paymentOrder }) =>
        paymentOrder === null ? [] : [paymentOrder],
      ),
    },
  };
}

type InCurrency = (minor: string) => Money;

function sellerOrderFrom(part: SellerOrderRow, inCurrency: InCurrency): SellerOrderView {
  return {
    ...part,
    subtotal: inCurrency(part.subtotalMinor),
    shipping: inCurrency(part.shippingMinor),
    tax: inCurrency(part.taxMinor),
    taxIncluded: inCurrency(part.taxIncludedMinor),
    total: inCurrency(part.totalMinor),
    lines: part.lines.map((line) => ({
      ...line,
      unitPrice: inCurrency(line.unitPriceMinor),
      total: inCurrency(line.totalMinor),
    })),
    paymentOrder: part.paymentOrder === null ? null : paymentOrderFrom(part.paymentOrder, inCurrency),
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
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
