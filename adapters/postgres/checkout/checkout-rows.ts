import type { PaymentOrderStatus } from '../../../core/checkout/model/payment-order-states.js';
import type { CaptureMode } from '../../../core/catalog/seller.js';
import type { OrderStatus } from '../../../core/checkout/model/order-states.js';
import type { SellerOrderStatus } from '../../../core/checkout/model/seller-order-states.js';
import type { Checkout, CheckoutIntent } from '../../../core/checkout/model/checkout.js';
import type {
  CaptureStrategy,
  HoldState,
  PlanReason,
} from '../../../core/checkout/model/checkout-payment.js';
import type { IntentHold } from '../../../core/checkout/model/intent-hold.js';
import type { PaymentIntentStatus } from '../../../core/checkout/model/payment-intent-states.js';
import type { PaymentStatus } from '../../../core/checkout/model/payment-states.js';
import type { PspAction } from '../../../core/checkout/model/checkout-psp.js';
import type {
  OrderId,
  PaymentId,
  PaymentIntentId,
  PaymentOrderId,
  SellerId,
  SellerOrderId,
} from '../../../core/shared/ids.js';
import { newId } from '../../../core/shared/ids.js';
import type { RefundRow } from './refund-rows.js';
import { refundFrom, REFUNDS } from './refund-rows.js';
import type { SellerBookRow } from './seller-book-rows.js';
import { SELLER_BOOK, sellerBookFrom } from './seller-book-rows.js';

/** A checkout as one row; amounts are text, because JSON numbers lose large ones. */
export const SELECT_CHECKOUT = `
SELECT now() AS read_at, o.id, o.number, o.status, o.currency, o.total_minor, o.expires_at,
  json_build_object(
    'id', p.id, 'status', p.status, 'amountMinor', p.amount_minor::text, 'authorizedMinor', p.authorized_minor::text,
    'capturedMinor', p.captured_minor::text, 'refundedMinor', p.refunded_minor::text,
    'captureStrategy', p.capture_strategy, 'strategyReason', p.strategy_reason, 'captureBefore', p.capture_before, 'hold', p.hold, 'expiryActedAt', p.expiry_acted_at,
    'planReasons', p.plan_reasons) AS payment,
  (SELECT json_agg(json_build_object(
     'id', i.id, 'attempt', i.attempt, 'sellerOrderId', i.seller_order_id, 'leadId', i.lead_id, 'status', i.status, 'amountMinor', i.amount_minor::text, 'pspIntentId', i.psp_intent_id,
     'clientSecret', i.client_secret, 'declineCode', i.decline_code, 'declineMessage', i.decline_message, 'nextAction', i.next_action,
     'hold', i.hold, 'multicapture', i.multicapture, 'captureBefore', i.capture_before
   ) ORDER BY i.attempt, i.lead_id NULLS FIRST, i.id) FROM payment_intent i WHERE i.payment_id = p.id) AS intents,
  (SELECT json_agg(json_build_object(
     'id', so.id, 'sellerId', so.seller_id, 'status', so.status, 'totalMinor', so.total_minor::text, 'captureMode', s.capture_mode,
     'shippedAt', so.shipped_at, 'deliveredAt', so.delivered_at, ${SELLER_BOOK}
   ) ORDER BY so.id) FROM seller_order so JOIN seller s ON s.id = so.seller_id WHERE so.order_id = o.id) AS seller_orders,
  (SELECT coalesce(json_agg(json_build_object(
     'id', po.id, 'sellerOrderId', po.seller_order_id, 'sellerId', po.seller_id, 'status', po.status,
     'amountMinor', po.amount_minor::text, 'capturedMinor', po.captured_minor::text, 'refundedMinor', po.refunded_minor::text,
     'attempts', po.attempts, 'failureMessage', po.failure_message, 'captureDue', po.capture_due, 'captureNumber', po.capture_number,
     'refundingMinor', po.refunding_minor::text
   ) ORDER BY po.id), '[]') FROM payment_order po WHERE po.payment_id = p.id) AS payment_orders,
  ${REFUNDS} AS refunds
FROM orders o JOIN payment p ON p.order_id = o.id
WHERE o.id = ANY($1::text[])`;

export type CheckoutRow = {
  read_at: Date;
  id: OrderId;
  number: string;
  status: OrderStatus;
  currency: string;
  total_minor: string;
  expires_at: Date;
  payment: {
    id: PaymentId;
    status: PaymentStatus;
    amountMinor: string;
    authorizedMinor: string;
    capturedMinor: string;
    refundedMinor: string;
    captureStrategy: CaptureStrategy | null;
    strategyReason: PlanReason | null;
    captureBefore: string | null;
    hold: HoldState | null;
    expiryActedAt: string | null;
    planReasons: readonly PlanReason[];
  };
  intents: readonly {
    id: PaymentIntentId;
    attempt: number;
    sellerOrderId: SellerOrderId | null;
    leadId: PaymentIntentId | null;
    status: PaymentIntentStatus;
    amountMinor: string;
    pspIntentId: string | null;
    clientSecret: string | null;
    declineCode: string | null;
    declineMessage: string | null;
    nextAction: PspAction | null;
    hold: IntentHold['state'] | null;
    multicapture: boolean;
    captureBefore: string | null;
  }[];
  seller_orders: readonly ({
    id: SellerOrderId;
    sellerId: SellerId;
    status: SellerOrderStatus;
    totalMinor: string;
    captureMode: CaptureMode;
    shippedAt: string | null;
    deliveredAt: string | null;
  } & SellerBookRow)[];
  payment_orders: readonly {
    id: PaymentOrderId;
    sellerOrderId: SellerOrderId;
    sellerId: SellerId;
    status: PaymentOrderStatus;
    amountMinor: string;
    capturedMinor: string;
    refundedMinor: string;
    attempts: number;
    failureMessage: string | null;
    captureDue: boolean;
    captureNumber: number;
    refundingMinor: string;
  }[];
  refunds: readonly RefundRow[];
};

/** The checkout of a row. */
export function checkoutFrom(row: CheckoutRow): Checkout {
  const { payment } = row;
  return {
    readAt: row.read_at,
    newId,
    order: {
      id: row.id,
      number: row.number,
      status: row.status,
      currency: row.currency,
      totalMinor: BigInt(row.total_minor),
      expiresAt: row.expires_at,
    },
    payment: {
      ...payment,
      amountMinor: BigInt(payment.amountMinor),
      authorizedMinor: BigInt(payment.authorizedMinor),
      capturedMinor: BigInt(payment.capturedMinor),
      refundedMinor: BigInt(payment.refundedMinor),
      captureBefore: dateOf(payment.captureBefore),
      expiryActedAt: dateOf(payment.expiryActedAt),
    },
    intents: row.intents.map(intentFrom),
    sellerOrders: row.seller_orders.map((part) => ({
      id: part.id,
      sellerId: part.sellerId,
      status: part.status,
      totalMinor: BigInt(part.totalMinor),
      captureMode: part.captureMode,
      shippedAt: dateOf(part.shippedAt),
      deliveredAt: dateOf(part.deliveredAt),
      book: sellerBookFrom(part),
    })),
    paymentOrders: row.payment_orders.map((share) => ({
      ...share,
      amountMinor: BigInt(share.amountMinor),
      capturedMinor: BigInt(share.capturedMinor),
      refundedMinor: BigInt(share.refundedMinor),
      refundingMinor: BigInt(share.refundingMinor),
      nextAttemptInMs: null,
    })),
    refunds: row.refunds.map(refundFrom),
  };
}

function intentFrom({
  hold,
  multicapture,
  captureBefore,
  ...intent
}: CheckoutRow['intents'][number]): CheckoutIntent {
  return {
    ...intent,
    amountMinor: BigInt(intent.amountMinor),
    hold: hold === null ? null : { state: hold, multicapture, captureBefore: dateOf(captureBefore) },
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
