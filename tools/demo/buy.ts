import { makeCardToken } from './card-token.js';
import type { OfferedItem, PlacedOrder, PspAccess, Storefront } from './storefront.js';
import type { PaymentView } from './storefront-answers.js';

/** One order as the shopper finally sees it. */
export interface Purchase {
  readonly order: PlacedOrder;
  readonly orderStatus: string;
  readonly payment: PaymentView;
  /** Id of the intent at the PSP that was authorized. */
  readonly pspIntentId: string | undefined;
}

const paidWithinMs = 60_000;

/**
 * Places and pays one order, relying on the subscription alone: for the client secret when the PSP is slow, and then until
 * every payment order is captured. Throws on a decline or a timeout.
 */
export async function buy(
  shop: Storefront,
  psp: PspAccess,
  items: readonly OfferedItem[],
): Promise<Purchase> {
  const order = await shop.order(items);
  const late = deadline(`order ${order.orderNumber} was not paid within ${paidWithinMs / 1000} s`);
  try {
    const payment = await Promise.race([late.passed, pay({ shop, psp, order })]);
    const pspIntentId = payment.intents.find((intent) => intent.status === 'AUTHORIZED')?.pspIntentId;
    return {
      order,
      orderStatus: await shop.orderStatus(order),
      payment,
      pspIntentId: pspIntentId ?? undefined,
    };
  } finally {
    late.cancel();
  }
}

async function pay(at: { shop: Storefront; psp: PspAccess; order: PlacedOrder }): Promise<PaymentView> {
  const { shop, psp, order } = at;
  let isConfirmed = false;
  for await (const payment of shop.paymentUpdates(order)) {
    const intent = payment.intents.find((candidate) => candidate.id === order.paymentIntentId);
    if (intent?.status === 'DECLINED') throw new Error(intent.declineMessage ?? 'the card was declined');
    if (!isConfirmed && intent?.status === 'CREATED') {
      isConfirmed = true;
      await shop.authorize(order, await makeCardToken(psp));
    }
    if (payment.paymentOrders.length > 0 && payment.paymentOrders.every(isSettled)) return payment;
  }
  throw new Error('the subscription ended before the payment was settled');
}

/** A failed or voided payment order is settled too; the report then shows the difference. */
function isSettled({ status }: { readonly status: string }): boolean {
  return status === 'CAPTURED' || status === 'CAPTURE_FAILED' || status === 'VOIDED';
}

function deadline(message: string): { readonly passed: Promise<never>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(message)), paidWithinMs);
  });
  return { passed, cancel: () => clearTimeout(timer) };
}
