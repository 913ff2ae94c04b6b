import type { OrderPartsFragment } from '../generated/graphql.js';
import type { SellerOrder } from './rail.js';

type PaymentOrder = NonNullable<SellerOrder['paymentOrder']>;

const euro = (minor: number) =>
  ({ __typename: 'Money', amountMinor: String(minor), currency: 'EUR' }) as const;

/** A payment order of 40.00 whose capture is requested, unless overridden; amounts in minor units. */
export function aPaymentOrder(
  over: Partial<Omit<PaymentOrder, 'captured' | 'refunded'>> & { captured?: number; refunded?: number } = {},
): PaymentOrder {
  const { captured = 0, refunded = 0, ...rest } = over;
  return {
    __typename: 'PaymentOrder',
    id: 'po_1',
    status: 'CAPTURE_REQUESTED',
    amount: euro(4000),
    attempts: 1,
    nextAttemptAt: null,
    capturedAt: null,
    failureMessage: null,
    refunds: [],
    ...rest,
    captured: euro(captured),
    refunded: euro(refunded),
  };
}

/** A refund of a payment order. */
export function aRefund(status: PaymentOrder['refunds'][number]['status'], minor: number) {
  return { __typename: 'Refund', id: `ref_${status}`, status, amount: euro(minor) } as const;
}

/** A pending seller order of 40.00 without a payment order. */
export function aSellerOrder(over: Partial<SellerOrder> = {}): SellerOrder {
  return {
    __typename: 'SellerOrder',
    id: 'so_1',
    status: 'PENDING',
    deliveredAt: null,
    seller: {
      __typename: 'Seller',
      id: 'sel_1',
      slug: 'kiln',
      name: 'Kiln & Clay',
      tagline: '',
      accent: 'clay',
    },
    lines: [],
    subtotal: euro(3500),
    shipping: euro(500),
    tax: euro(0),
    total: euro(4000),
    paymentOrder: null,
    shipments: [],
    ...over,
  };
}

interface OrderOverrides {
  readonly status?: OrderPartsFragment['status'];
  readonly version?: number;
  readonly paymentVersion?: number;
  readonly paymentStatus?: OrderPartsFragment['payment']['status'];
  readonly authorized?: number;
  readonly captured?: number;
  readonly intent?: OrderPartsFragment['payment']['intents'][number]['status'];
  readonly sellerOrders?: readonly SellerOrder[];
}

/** An order as the API returns it; its total is the sum of its seller orders. */
export function anOrder(over: OrderOverrides = {}): OrderPartsFragment {
  const sellerOrders = over.sellerOrders ?? [aSellerOrder()];
  const total = euro(sellerOrders.reduce((sum, part) => sum + Number(part.total.amountMinor), 0));
  const at = '2026-11-21T10:00:00.000Z';
  return {
    __typename: 'Order',
    id: 'ord_1',
    number: 'SC-1',
    status: over.status ?? 'PENDING_PAYMENT',
    version: over.version ?? 1,
    email: 'ada@example.com',
    shipTo: {
      __typename: 'Address',
      name: 'Ada',
      line1: 'A 1',
      line2: null,
      city: 'B',
      postalCode: '1',
      country: 'DE',
    },
    subtotal: total,
    shipping: euro(0),
    tax: euro(0),
    taxIncluded: euro(0),
    total,
    placedAt: at,
    expiresAt: at,
    sellerOrders,
    payment: {
      __typename: 'Payment',
      id: 'pay_1',
      status: over.paymentStatus ?? 'NOT_CAPTURED',
      version: over.paymentVersion ?? 1,
      amount: total,
      authorized: euro(over.authorized ?? 0),
      captured: euro(over.captured ?? 0),
      refunded: euro(0),
      captureBefore: null,
      intents: [
        {
          __typename: 'PaymentIntent',
          id: 'pi_1',
          attempt: 1,
          status: over.intent ?? 'CREATED',
          amount: total,
          clientSecret: null,
          declineCode: null,
          declineMessage: null,
          nextAction: null,
          createdAt: at,
        },
      ],
    },
    cancellation: null,
  };
}
