import type { DomainError } from '../shared/domain-error.js';
import type { Money } from '../shared/money.js';
import { money, sumMinor } from '../shared/money.js';
import type { Address } from './address.js';
import type { OrderStatus } from '../checkout/model/order-states.js';
import type { OrderView, PaymentOrderView, SellerOrderView } from './order-view.js';

/** The amounts of a receipt, or of one seller's part of it. total = net + tax + taxIncluded. */
export type ReceiptAmounts = Readonly<{
  subtotal: Money;
  shipping: Money;
  /** Added to prices. */
  tax: Money;
  /** Included in prices. */
  taxIncluded: Money;
  /** The total without tax. */
  net: Money;
  total: Money;
}>;

export type ReceiptPart = ReceiptAmounts &
  Readonly<{
    seller: string;
    lines: readonly Readonly<{
      name: string;
      sku: string;
      quantity: number;
      unitPrice: Money;
      total: Money;
    }>[];
  }>;

/** The money of the order by state, without zero amounts. The amounts sum to the total. */
export type ReceiptMoney = Readonly<{
  where: 'CHARGED' | 'REFUNDED' | 'HELD' | 'NOT_CHARGED';
  amount: Money;
}>;

export type Receipt = ReceiptAmounts &
  Readonly<{
    orderNumber: string;
    placedAt: Date;
    email: string;
    shipTo: Address;
    parts: readonly ReceiptPart[];
    money: readonly ReceiptMoney[];
  }>;

/** No receipt is available: the payment was never authorized. */
export type OrderNotPaid = DomainError<'ORDER_NOT_PAID', { status: OrderStatus }>;

/** The receipt of an order whose payment was authorized. Authorized money is never shown as charged. */
export function receiptOf(order: OrderView): Receipt | OrderNotPaid {
  const { payment, status } = order;
  if (payment.authorized.amountMinor === 0n) return { code: 'ORDER_NOT_PAID', status };
  return {
    ...amountsOf(order),
    orderNumber: order.number,
    placedAt: order.placedAt,
    email: order.email,
    shipTo: order.shipTo,
    parts: order.sellerOrders.map((part) => ({
      ...amountsOf(part),
      seller: part.seller.name,
      lines: part.lines.map(({ name, sku, quantity, unitPrice, total }) => ({
        name,
        sku,
        quantity,
        unitPrice,
        total,
      })),
    })),
    money: moneyOf(order),
  };
}

function amountsOf({
  subtotal,
  shipping,
  tax,
  taxIncluded,
  total,
}: OrderView | SellerOrderView): ReceiptAmounts {
  const net = money(total.amountMinor - tax.amountMinor - taxIncluded.amountMinor, total.currency);
  return { subtotal, shipping, tax, taxIncluded, net, total };
}

const UNCAPTURED: readonly PaymentOrderView['status'][] = [
  'INITIATED_PENDING',
  'CAPTURE_REQUESTED',
  'PENDING_CAPTURE',
];

function moneyOf({ payment, total }: OrderView): readonly ReceiptMoney[] {
  const authorized = sumMinor(
    payment.paymentOrders.flatMap(({ status, amount, captured }) =>
      UNCAPTURED.includes(status) ? [amount.amountMinor - captured.amountMinor] : [],
    ),
  );
  const captured = payment.captured.amountMinor;
  const refunded = payment.refunded.amountMinor;
  const entries = [
    ['CHARGED', captured - refunded],
    ['REFUNDED', refunded],
    ['HELD', authorized],
    ['NOT_CHARGED', total.amountMinor - captured - authorized],
  ] as const;
  return entries.flatMap(([where, amountMinor]) =>
    amountMinor === 0n ? [] : [{ where, amount: money(amountMinor, total.currency) }],
  );
}
