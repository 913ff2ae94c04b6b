import type { PaymentIntentId } from '../shared/ids.js';
import { newId } from '../shared/ids.js';
import type { Checkout } from './checkout.js';
import type { NewPaymentStep } from './payment-step.js';

/**
 * The step that gives an intent up at the PSP, with whatever it holds. The second one has a key of its own: it answers a
 * hold that came after the first.
 */
export function cancelStep(
  { order, payment }: Checkout,
  { intentId, pspIntentId, nth }: { intentId: PaymentIntentId; pspIntentId: string; nth: 1 | 2 },
): NewPaymentStep {
  return {
    id: newId('stp'),
    orderId: order.id,
    paymentId: payment.id,
    intentId,
    paymentOrderId: null,
    pspKey: `can_${intentId}_${nth}`,
    params: { kind: 'CANCEL', pspIntentId },
    lease: null,
  };
}
