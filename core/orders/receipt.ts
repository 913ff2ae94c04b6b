import type { DomainError } from '../shared/domain-error.js';
import type { Money } from '../shared/money.js';
import { money, sumMinor } from '../shared/money.js';
import type { Address } from './address.js';
import type { OrderStatus } from '../checkout/model/order-states.js';
import type { OrderView, PaymentOrderView, SellerOrderView } from './order-view.js';

/** Amounts of a receipt or of one seller's part of it. total = net + tax + taxIncluded. */
export type ReceiptAmounts = Readonly<{
  subtotal: Money;
  shipping: Money;
  /** Added to the prices. */
  tax: Money;
  /** Contained in the prices. */
  taxIncluded: Money;
  /** The total without any tax. */
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

/** Where the money of the order is; what is zero is left out. They sum to the total. */
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

/** There is nothing to give a receipt for: no money is held or taken. */
export type OrderNotPaid = DomainError<'ORDER_NOT_PAID', { status: OrderStatus }>;

/** The receipt of an order whose money is held or taken. It never says that something is charged which is only held. */
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

const WAITING: readonly PaymentOrderView['status'][] = [
  'INITIATED_PENDING',
  'CAPTURE_REQUESTED',
  'PENDING_CAPTURE',
];

function moneyOf({ payment, total }: OrderView): readonly ReceiptMoney[] {
  const held = sumMinor(
    payment.paymentOrders.flatMap(({ status, amount, captured }) =>
      WAITING.includes(status) ? [amount.amountMinor - captured.amountMinor] : [],
    ),
  );
  const captured = payment.captured.amountMinor;
  const refunded = payment.refunded.amountMinor;
  const entries = [
    ['CHARGED', captured - refunded],
    ['REFUNDED', refunded],
    ['HELD', held],
    ['NOT_CHARGED', total.amountMinor - captured - held],
  ] as const;
  return entries.flatMap(([where, amountMinor]) =>
    amountMinor === 0n ? [] : [{ where, amount: money(amountMinor, total.currency) }],
  );
}
