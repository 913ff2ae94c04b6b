import type { Checkout, CheckoutIntent } from './checkout.js';

/**
 * The intent that holds the money, or whose captures there are. Canceled at the PSP it still is the one to ask: what was
 * captured stays its own, and the answer about the rest is that it holds nothing.
 */
export function holdingIntent({ intents, payment }: Checkout): CheckoutIntent & { pspIntentId: string } {
  const held =
    intents.find(({ status }) => status === 'AUTHORIZED') ??
    intents.findLast(({ status }) => status === 'CANCELED');
  if (held === undefined || held.pspIntentId === null)
    throw new Error(`${payment.id} is held, but by no intent that the PSP knows`);
  return { ...held, pspIntentId: held.pspIntentId };
}
