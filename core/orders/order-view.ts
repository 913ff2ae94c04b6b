import type { PaymentOrderStatus } from '../checkout/model/payment-order-states.js';
import type { Seller } from '../catalog/seller.js';
import type { PaymentIntentStatus } from '../checkout/model/payment-intent-states.js';
import type { PaymentStatus } from '../checkout/model/payment-states.js';
import type { PspAction } from '../checkout/model/checkout-psp.js';
import type { RefundReason } from '../checkout/model/refund.js';
import type { RefundStatus } from '../checkout/model/refund-states.js';
import type { Money } from '../shared/money.js';
import type { Address } from './address.js';
import type { CancellationReason, Canceler } from '../checkout/model/cancellation-reason.js';
import type { OrderStatus } from '../checkout/model/order-states.js';
import type { SellerOrderStatus } from '../checkout/model/seller-order-states.js';

/**
 * An order as its buyer sees it, with the payment and one seller order per seller. Read in one statement, so its parts
 * are consistent.
 */
export type OrderView = Readonly<{
  /** Whether the reader is its buyer, not someone who may see every order. */
  isOwn: boolean;
  id: string;
  number: string;
  status: OrderStatus;
  version: number;
  email: string;
  shipTo: Address;
  subtotal: Money;
  shipping: Money;
  tax: Money;
  taxIncluded: Money;
  total: Money;
  placedAt: Date;
  expiresAt: Date;
  sellerOrders: readonly SellerOrderView[];
  payment: PaymentView;
  /** Null unless the order was canceled. */
  cancellation: CancellationView | null;
}>;

export type CancellationView = Readonly<{ reason: CancellationReason; by: Canceler; canceledAt: Date }>;

export type SellerOrderView = Readonly<{
  id: string;
  orderId: string;
  orderNumber: string;
  /** The version of the order: every change of a seller order is a change of the order. */
  version: number;
  placedAt: Date;
  shipTo: Address;
  status: SellerOrderStatus;
  /** Null until delivered. */
  deliveredAt: Date | null;
  seller: Seller;
  lines: readonly OrderLineView[];
  subtotal: Money;
  shipping: Money;
  tax: Money;
  taxIncluded: Money;
  total: Money;
  /** In shipping order. */
  shipments: readonly ShipmentView[];
  /** The payment orders below combined; null until the money is authorized. */
  paymentOrder: PaymentOrderView | null;
  /** Usually one; several when the goods were shipped in several parcels. */
  paymentOrders: readonly PaymentOrderView[];
}>;

/** A parcel. */
export type ShipmentView = Readonly<{
  id: string;
  carrier: string;
  trackingNumber: string;
  shippedAt: Date;
  /** Its value, as part of the seller's total. */
  amount: Money;
  lines: readonly Readonly<{ orderLineId: string; quantity: number }>[];
}>;

export type OrderLineView = Readonly<{
  id: string;
  sku: string;
  name: string;
  picture: string;
  quantity: number;
  shippedUnits: number;
  unitPrice: Money;
  total: Money;
}>;

export type PaymentView = Readonly<{
  id: string;
  status: PaymentStatus;
  version: number;
  amount: Money;
  authorized: Money;
  captured: Money;
  refunded: Money;
  captureBefore: Date | null;
  intents: readonly PaymentIntentView[];
  paymentOrders: readonly PaymentOrderView[];
}>;

export type PaymentIntentView = Readonly<{
  id: string;
  attempt: number;
  status: PaymentIntentStatus;
  amount: Money;
  /** For the buyer only: whoever has it can pay. */
  clientSecret: string | null;
  pspIntentId: string | null;
  declineCode: string | null;
  declineMessage: string | null;
  nextAction: PspAction | null;
  createdAt: Date;
}>;

export type PaymentOrderView = Readonly<{
  id: string;
  status: PaymentOrderStatus;
  seller: Seller;
  amount: Money;
  captured: Money;
  refunded: Money;
  attempts: number;
  nextAttemptAt: Date | null;
  capturedAt: Date | null;
  failureMessage: string | null;
  refunds: readonly RefundView[];
}>;

/** A refund as its buyer sees it. */
export type RefundView = Readonly<{
  id: string;
  status: RefundStatus;
  amount: Money;
  reason: RefundReason;
  failureMessage: string | null;
}>;
