import { z } from 'zod';

import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { KeyConflict } from '../idempotency/run-command.js';
import type { Requester } from '../identity/requester.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { ManualCommandDependencies, DecidedPaymentOrder } from './manual-command.js';
import { runManualCommand } from './manual-command.js';
import type { PaymentOrderNotCapturable } from '../checkout/capture/decide-payment-order.js';
import { decideCapture } from '../checkout/capture/decide-payment-order.js';
import type { PaymentOrderNotFound } from './ports.js';

const command = z.object({
  reason: z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  idempotencyKey,
});

export type CapturePaymentOrderInput = z.input<typeof command> & Readonly<{ paymentOrderId: string }>;

export type CapturePaymentOrderError =
  InvalidInput | PaymentOrderNotFound | KeyConflict | PaymentOrderNotCapturable;

/**
 * Captures a payment order that waits for its shipment, or retries one that definitively failed, with a new PSP key.
 * The capture plan may still delay it until others are decided.
 *
 * Errors in order of precedence: INVALID_INPUT, PAYMENT_ORDER_NOT_FOUND (also for another seller's),
 * IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_PROGRESS, PAYMENT_ORDER_NOT_CAPTURABLE.
 */
export async function capturePaymentOrder(
  dependencies: ManualCommandDependencies,
  { requester, paymentOrderId, ...input }: CapturePaymentOrderInput & { requester: Requester },
): Promise<DecidedPaymentOrder | CapturePaymentOrderError> {
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  return runManualCommand(dependencies, {
    requester,
    paymentOrderId,
    operation: 'capturePaymentOrder',
    ...parsed.data,
    decide: (checkout, id) => decideCapture(checkout, { paymentOrderId: id }),
  });
}
