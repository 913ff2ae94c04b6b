import type { PaymentIntentId } from '../../shared/ids.js';
import type { Checkout } from './checkout.js';
import { intentStep } from './intent-step.js';
import type { NewPaymentStep } from '../../psp/payment-step.js';

/**
 * The step that gives an intent up at the PSP, with whatever it holds. The second one has a key of its own: it answers a
 * hold that came after the first.
 */
export function cancelStep(
  checkout: Checkout,
  { intentId, pspIntentId, nth }: { intentId: PaymentIntentId; pspIntentId: string; nth: 1 | 2 },
): NewPaymentStep {
  const pspKey = `can_${intentId}_${nth}`;
  return intentStep(checkout, { intentId, pspKey, params: { kind: 'CANCEL', pspIntentId } });
}
