import type { CaptureMode } from '../../catalog/seller.js';
import { EMPTY_SPLIT } from '../../ledger/seller-split.js';
import { newId } from '../../shared/ids.js';
import type { Checkout, CheckoutIntent } from '../model/checkout.js';

/** A checkout with valid defaults: sellers with 1000 minor units each, and one intent in the given state. */
export function buildCheckout({
  sellers = 3,
  intent = {},
  captureMode = 'AUTOMATIC',
}: { sellers?: number; intent?: Partial<CheckoutIntent>; captureMode?: CaptureMode } = {}): Checkout {
  const amountMinor = BigInt(sellers) * 1_000n;
  return {
    readAt: new Date('2026-11-21T09:00:00.000Z'),
    newId,
    order: {
      id: newId('ord'),
      number: 'K7Q2-M4XD',
      status: 'PENDING_PAYMENT',
      currency: 'EUR',
      totalMinor: amountMinor,
      expiresAt: new Date('2026-11-21T09:20:00.000Z'),
    },
    payment: {
      id: newId('pay'),
      status: 'NOT_CAPTURED',
      amountMinor,
      authorizedMinor: 0n,
      capturedMinor: 0n,
      refundedMinor: 0n,
      captureStrategy: null,
      strategyReason: null,
      captureBefore: null,
      authorization: null,
      expiryActedAt: null,
      planReasons: [],
    },
    intents: [
      {
        id: newId('pin'),
        attempt: 1,
        sellerOrderId: null,
        primaryIntentId: null,
        authorization: null,
        status: 'PENDING_AUTH',
        amountMinor,
        pspIntentId: 'pi_1',
        clientSecret: 'pi_1_secret',
        declineCode: null,
        declineMessage: null,
        nextAction: null,
        ...intent,
      },
    ],
    sellerOrders: Array.from({ length: sellers }, () => ({
      id: newId('so'),
      sellerId: newId('sel'),
      status: 'PENDING' as const,
      totalMinor: 1_000n,
      captureMode,
      shippedAt: null,
      deliveredAt: null,
      book: {
        terms: {
          totalMinor: 1_000n,
          commissionMinor: 100n,
          taxMinor: 160n,
          taxRemittedBy: 'PLATFORM' as const,
          refundPolicy: 'COMMISSION_RETURNED' as const,
        },
        taken: EMPTY_SPLIT,
        givenBack: EMPTY_SPLIT,
      },
    })),
    paymentOrders: [],
    refunds: [],
  };
}

/** A checkout whose attempt has one intent for each seller; the first is being confirmed. */
export function buildSplitCheckout(shape: { sellers: number; captureMode?: CaptureMode }): Checkout {
  const checkout = buildCheckout({ ...shape, intent: { amountMinor: 1_000n } });
  const sellerOrderId = checkout.sellerOrders[0]?.id ?? null;
  const payment = { ...checkout.payment, captureStrategy: 'INTENT_PER_SELLER' as const };
  const intents = checkout.intents.map((intent) => ({ ...intent, sellerOrderId }));
  return { ...checkout, payment, intents };
}
