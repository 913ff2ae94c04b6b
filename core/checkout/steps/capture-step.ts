import { z } from 'zod';

import { captureKey } from '../../psp/psp-keys.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import type { Checkout } from '../model/checkout.js';
import { intentOf } from '../model/checkout.js';
import { coveredPaymentOrders } from '../model/authorized-intent.js';
import type { CheckoutStepPorts } from './checkout-step.js';
import { defineCheckoutStep, idOf, minor, orderOf } from './checkout-step.js';

const params = z.object({
  intentId: idOf('pin'),
  pspIntentId: z.string(),
  amountMinor: minor,
  finalCapture: z.boolean(),
  /** One, or several captured by one call. */
  paymentOrderIds: z.array(idOf('po')).min(1),
  /** What the key names: the payment order or, for several, their payment or intent. */
  captured: z.union([idOf('po'), idOf('pay'), idOf('pin')]),
  /** Rises only after the PSP has definitively failed a capture. */
  captureNumber: z.int(),
});

type Params = z.output<typeof params>;

/** Captures payment orders of one authorization with one call. */
export const captureStep = defineCheckoutStep<Params>({
  kind: 'CAPTURE',
  queue: 'capture',
  params,
  key: ({ captured, captureNumber }) => captureKey(captured, captureNumber),
  about: ({ intentId, paymentOrderIds }) => ({ intentId, paymentOrderIds }),
  call({ psp }, { key, params: { pspIntentId, amountMinor, finalCapture, paymentOrderIds } }) {
    const paymentOrderId = theOnly(paymentOrderIds);
    return psp.capture({ key, pspIntentId, amountMinor, finalCapture, paymentOrderId });
  },
  async lookUp(ports, { key, subject, params: called }) {
    const { pspIntentId, amountMinor, paymentOrderIds } = called;
    const checkout = await loadCheckout(ports, orderOf({ id: key, subject }));
    const about = { pspIntentId, amountMinor, paymentOrderId: theOnly(paymentOrderIds) };
    return ports.psp.lookUp({ kind: 'CAPTURE', ...about, ...recordsOfOthers(checkout, called) });
  },
});

/** Null when one call captures several. */
function theOnly(ids: readonly PaymentOrderId[]): PaymentOrderId | null {
  return ids.length === 1 ? (ids[0] ?? null) : null;
}

/**
 * Loaded before the PSP is called: a capture recorded in between can only make the PSP's total larger than ours, never
 * smaller.
 */
async function loadCheckout(
  { transaction, checkouts }: CheckoutStepPorts,
  orderId: ReturnType<typeof orderOf>,
): Promise<Checkout> {
  const checkout = await transaction.run((tx) => checkouts.lock(tx, orderId));
  if (checkout === null) throw new Error(`${orderId} has steps but no order`);
  return checkout;
}

/** Our records of the other captures of the same authorization. */
function recordsOfOthers(checkout: Checkout, { intentId, paymentOrderIds }: Params) {
  const others = coveredPaymentOrders(checkout, intentOf(checkout, intentId)).filter(
    ({ id }) => !paymentOrderIds.includes(id),
  );
  return {
    recordedMinor: others.reduce((sum, { capturedMinor }) => sum + capturedMinor, 0n),
    isAlone: others.every(({ status }) => status !== 'CAPTURE_REQUESTED' && status !== 'PENDING_CAPTURE'),
  };
}
